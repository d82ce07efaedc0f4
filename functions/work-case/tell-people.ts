import { teamOf } from '../domain/actions.ts';
import type { Listener, Step } from '../domain/agenda.ts';
import { deputyOf, membersThere } from '../domain/assignment.ts';
import type { CaseEventBody, CaseRecord, CaseState, TellingSubject } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import { awayAt } from '../domain/presence.ts';
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
  const reassignments = tellings.flatMap((step) => reassignment(step, occasion, configuration));
  const state = givenTo(reassignments.at(-1)?.to, occasion.state);
  const messages = new Map<string, { address: Address; step: Telling }>();
  for (const step of tellings.toSorted((one, other) => gravity(one.about) - gravity(other.about)))
    for (const address of addresses(step, { ...occasion, state }, configuration))
      messages.set(address.email, { address, step });

  for (const { address, step } of messages.values()) {
    const before = occasion.said.get(step.key) ?? [];
    if (before.includes(address.email)) continue;
    const reached = await tell(ports, around, step, address, { ...occasion, state });
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

function givenTo(owner: string | undefined, state: CaseState): CaseState {
  if (owner === undefined) return state;
  const { queue: _, ...rest } = state;
  return { ...rest, owner };
}

function reassignment(
  { reassignTo }: Telling,
  { state: { owner, team, queue }, now }: Occasion,
  configuration: Configuration,
) {
  const named = reassignTo && configuration.teams[team]?.[reassignTo];
  if (named === undefined) return [];
  const isAway = awayAt(named, configuration, now) !== undefined;
  const to = (isAway ? deputyOf(named, configuration, now) : undefined) ?? named;
  if (to === owner && !queue) return [];
  const from = queue ? {} : { from: owner };
  return [{ type: 'reassigned', to, team: teamOf(to, configuration), ...from } as const];
}

function addresses(
  step: Telling,
  { state, record, now }: Occasion,
  configuration: Configuration,
): readonly Address[] {
  const team = configuration.teams[state.team];
  const emails: Readonly<Record<Listener, readonly string[]>> = {
    owner: [state.owner],
    former: step.former === undefined ? [] : [step.former],
    team: membersThere(state.team, configuration, now).map(({ email }) => email),
    lead: [team?.lead ?? state.owner],
    head: [team?.head ?? state.owner],
    watcher: watchersOf(record),
  };
  const found = step.listeners.flatMap((role) => emails[role].map((email): Address => ({ role, email })));
  return found.filter(({ email }, index) => found.findIndex((other) => other.email === email) === index);
}

function watchersOf({ events }: CaseRecord): readonly string[] {
  return events.flatMap((event) => (event.type === 'opened' ? (event.watchers ?? []) : []));
}

/** What somebody must know first has the highest. */
function gravity(about: TellingSubject): number {
  switch (about.what) {
    case 'feedback-changed':
    case 'feedback-joined':
      return 0;
    case 'warning':
      return about.percent / 100;
    case 'taken-over':
      return 1;
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
  if (address.role === 'watcher' || address.role === 'former') {
    await tellBystander(ports, configuration, { ...letter, headers: { 'X-Retour-Key': key } }, address);
    return [];
  }
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

/** A copy: whoever listens to the owners' topic has the news from there, and nobody stands in for who cannot act. */
async function tellBystander(
  ports: Pick<WorkCasePorts, 'mailer'>,
  configuration: Configuration,
  letter: Omit<Mail, 'to' | 'purpose'>,
  { email, role }: Address,
): Promise<void> {
  const purpose = role === 'watcher' ? 'watcher-notification' : 'owner-notification';
  if (await isTaken(ports, configuration, { ...letter, purpose }, email)) return;
  log.warn(role === 'watcher' ? 'a watcher cannot be mailed' : 'a former owner cannot be mailed');
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
