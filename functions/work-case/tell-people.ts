import { teamOf } from '../domain/actions.ts';
import type { Listener, Step } from '../domain/agenda.ts';
import type { CaseEventBody, CaseState, TellingSubject } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import { type Mail, MailRefusedError } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import { ownerLetter } from './owner-letter.ts';
import type { Occasion, Surroundings, WorkCasePorts } from './work-case.ts';

export type Telling = Extract<Step, { kind: 'tell' }>;

export interface Address {
  readonly email: string;
  readonly role: Listener;
}

/**
 * Tells everybody whom the due steps concern. Whoever several steps concern at once gets one message, about the
 * gravest: after an outage nobody wakes to a pile.
 */
export async function tellPeople(
  ports: WorkCasePorts,
  around: Surroundings,
  tellings: readonly Telling[],
  occasion: Occasion,
): Promise<readonly CaseEventBody[]> {
  const { configuration } = around;
  const reassignments = tellings.flatMap((step) => reassignment(step, occasion.state, configuration));
  const owner = reassignments.at(-1)?.to ?? occasion.state.owner;
  const messages = new Map<string, { address: Address; step: Telling }>();
  for (const step of tellings.toSorted((one, other) => gravity(one.about) - gravity(other.about)))
    for (const address of addresses(step, { ...occasion.state, owner }, configuration))
      messages.set(address.email, { address, step });

  for (const { address, step } of messages.values()) {
    const before = occasion.said.get(step.key) ?? [];
    if (before.includes(address.email)) continue;
    const reached = await tell(ports, around, step, address, {
      ...occasion,
      state: { ...occasion.state, owner },
    });
    occasion.said.set(step.key, [...before, address.email, ...reached]);
  }
  const told = tellings.map((step): CaseEventBody => {
    const to = [...messages.values()]
      .filter((message) => message.step === step)
      .map(({ address }) => address.email);
    return { type: 'told', step: step.key, to, about: step.about };
  });
  return [...reassignments, ...told];
}

function reassignment(step: Telling, state: CaseState, configuration: Configuration) {
  if (!step.reassignTo) return [];
  const to = configuration.teams[state.team]?.[step.reassignTo];
  if (to === undefined || to === state.owner) return [];
  return [{ type: 'reassigned', to, team: teamOf(to, configuration) } as const];
}

function addresses(
  step: Telling,
  state: Pick<CaseState, 'owner' | 'team'>,
  configuration: Configuration,
): readonly Address[] {
  const team = configuration.teams[state.team];
  const found = step.listeners.map(
    (role): Address => ({ role, email: role === 'owner' ? state.owner : (team?.[role] ?? state.owner) }),
  );
  return found.filter(({ email }, index) => found.findIndex((other) => other.email === email) === index);
}

/** What somebody must know first has the highest. */
function gravity(about: TellingSubject): number {
  switch (about.what) {
    case 'feedback-changed':
      return 0;
    case 'warning':
      return about.percent / 100;
    case 'handed-over':
      return 2;
    case 'opened':
    case 'reopened':
      return 3;
    case 'breach':
      return 4 + about.rung;
  }
}

/** @returns who was mailed instead, should the address be one that can never be mailed */
async function tell(
  ports: WorkCasePorts,
  around: Surroundings,
  step: Telling,
  address: Address,
  occasion: Occasion,
): Promise<readonly string[]> {
  const { state } = occasion;
  const { configuration } = around;
  const letter = await ownerLetter(ports, around, step.about, address, occasion);
  const key = `${state.id}/${step.key}`;
  await ports.notices.publish({
    key: `${key}/${address.role}`,
    event: step.about.what,
    caseId: state.id,
    owner: state.owner,
    team: state.team,
    priority: state.priority,
    subject: letter.subject,
    // The link in it is one person's right to act; whoever else listens gets the news without it.
    text: letter.text.replaceAll(/https?:\/\/\S+/g, '…'),
  });
  count('OwnersTold');
  const purpose = step.about.what === 'breach' ? 'owner-escalation' : 'owner-notification';
  const mail = { ...letter, purpose, headers: { 'X-Retour-Key': key } };
  if (await isTaken(ports, configuration, mail, address.email)) return [];
  const { fallback } = configuration.ownership;
  const fields = { caseId: state.id, step: step.key };
  log.warn('an owner cannot be mailed, the fallback owner is told instead', fields);
  if (fallback !== address.email && (await isTaken(ports, configuration, mail, fallback))) return [fallback];
  // The notice is out; a case must not end because of an address.
  log.error('the fallback owner cannot be mailed either', fields);
  return [];
}

/** @returns false when the mail service will never take mail to this address */
async function isTaken(
  { mailer }: Pick<WorkCasePorts, 'mailer'>,
  { people }: Configuration,
  mail: Omit<Mail, 'to'>,
  email: string,
): Promise<boolean> {
  const person = people.find((one) => one.email === email);
  try {
    await mailer.send({ ...mail, to: { email, ...(person ? { name: person.name } : {}) } });
    return true;
  } catch (error) {
    if (error instanceof MailRefusedError) return false;
    throw error;
  }
}
