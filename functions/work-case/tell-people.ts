import { teamOf } from '../domain/actions.ts';
import type { CaseEventBody, CaseState } from '../domain/case.ts';
import type { Configuration } from '../domain/configuration.ts';
import { gravity } from '../domain/gravity.ts';
import { mayAct } from '../domain/listener.ts';
import { dateIn } from '../domain/local-time.ts';
import { zoneOfReader } from '../domain/telling-time.ts';
import type { Tell } from '../domain/tellings.ts';
import { type Mail, MailRefusedError } from '../ports.ts';
import { count, log } from '../runtime/log.ts';
import { ownerLetter } from './owner-letter.ts';
import type { Occasion, Surroundings, WorkCasePorts } from './work-case.ts';

/**
 * Tells everybody whom the due steps concern. Whoever several steps concern at once gets one message, about the
 * gravest: after an outage nobody wakes to a pile.
 */
export async function tellPeople(
  ports: WorkCasePorts,
  around: Surroundings,
  due: readonly Tell[],
  occasion: Occasion,
): Promise<readonly CaseEventBody[]> {
  const { configuration } = around;
  // Where several targets were missed at once, one step up is enough.
  const reassignments = due.flatMap((tell) => reassignment(tell, occasion, configuration)).slice(-1);
  const owner = reassignments.at(-1)?.to;
  const state = givenTo(owner, occasion.state);
  // What was to be told to the owner is for whoever has just become it.
  const tells = due.map((tell) => (tell.role === 'owner' ? { ...tell, to: state.owner } : tell));
  const messages = new Map<string, Tell>();
  for (const tell of tells.toSorted(byWeight)) {
    const before = messages.get(tell.to);
    // Of the roles in which somebody hears of one thing the first counts in which they can act.
    if (before?.key !== tell.key || (mayAct(tell) && !mayAct(before))) messages.set(tell.to, tell);
  }

  for (const message of [...messages.values()].toSorted((one, other) => byWeight(other, one))) {
    const email = message.to;
    const before = occasion.said.get(message.key) ?? [];
    if (before.includes(email)) continue;
    const isCollected = await isTooMuch(ports, configuration, message, { ...occasion, state });
    if (isCollected) {
      occasion.collected.add(nameOf(message));
      occasion.overviews.add(email);
    }
    const reached = await tell(ports, around, message, { ...occasion, state }, isCollected);
    occasion.said.set(message.key, [...before, email, ...reached]);
  }
  const told = Map.groupBy(tells, ({ key, heldSince, outOfHours }) =>
    JSON.stringify([key, heldSince, outOfHours]),
  );
  return [
    ...reassignments,
    ...[...told.values()].flatMap((together) => toldEvent(together, messages, occasion)),
  ];
}

/** Whoever can do something about a case hears of that first, whatever they hear of it as a bystander. */
function byWeight(one: Tell, other: Tell): number {
  return Number(mayAct(one)) - Number(mayAct(other)) || gravity(one.about) - gravity(other.about);
}

function toldEvent(
  together: readonly Tell[],
  messages: ReadonlyMap<string, Tell>,
  occasion: Occasion,
): readonly CaseEventBody[] {
  const [first] = together;
  if (first === undefined) return [];
  const { key: step, about, heldSince, outOfHours, isShared } = first;
  const concerned = together.map((tell) => tell.to).filter((email) => messages.get(email)?.key === step);
  const to = [...new Set(concerned)];
  const collected = to.filter((email) => occasion.collected.has(nameOf({ key: step, to: email })));
  return [
    {
      type: 'told',
      step,
      to,
      about,
      ...(collected.length > 0 && { inOverview: collected }),
      ...(isShared && { as: together.map(({ seat }) => seat) }),
      ...(heldSince !== undefined && { heldSince }),
      ...(outOfHours && { outOfHours }),
    },
  ];
}

function givenTo(owner: string | undefined, state: CaseState): CaseState {
  if (owner === undefined) return state;
  const { queue: _, ...rest } = state;
  return { ...rest, owner };
}

function reassignment(
  { reassigns, to }: Tell,
  { state: { owner, queue } }: Occasion,
  configuration: Configuration,
) {
  if (!reassigns || (to === owner && !queue)) return [];
  const from = queue ? {} : { from: owner };
  return [{ type: 'reassigned', to, team: teamOf(to, configuration), ...from } as const];
}

function nameOf({ key, to }: Pick<Tell, 'key' | 'to'>): string {
  return JSON.stringify([key, to]);
}

/** Whether somebody had enough messages that day, so that this one comes in their next overview. */
async function isTooMuch(
  { owners }: WorkCasePorts,
  configuration: Configuration,
  tell: Tell,
  { state, now }: Occasion,
): Promise<boolean> {
  const { to, key, about, role, isUrgent } = tell;
  if (isUrgent) return false;
  const day = dateIn(zoneOfReader(to, configuration), now);
  const message = { key: `${state.id}/${key}`, caseId: state.id, at: now, about, role };
  return (await owners.admit(to, day, message, configuration.alerts.mostPerDay)) === 'collected';
}

/** @returns who was mailed instead, should the address be one that can never be mailed */
async function tell(
  ports: WorkCasePorts,
  around: Surroundings,
  message: Tell,
  occasion: Occasion,
  isCollected: boolean,
): Promise<readonly string[]> {
  const { state } = occasion;
  const { configuration } = around;
  const { role, to, about } = message;
  const letter = await ownerLetter(ports, around, message, occasion);
  const key = `${state.id}/${message.key}`;
  if (!mayAct(message)) {
    const mail = { ...letter, headers: { 'X-Retour-Key': key } };
    if (!isCollected) await tellBystander(ports, configuration, mail, message);
    return [];
  }
  await ports.notices.publish({
    key: `${key}/${role}`,
    event: about.what,
    caseId: state.id,
    owner: state.owner,
    team: state.team,
    priority: state.priority,
    subject: letter.subject,
    // The link in it is one person's right to act; whoever else listens gets the news without it.
    text: letter.text.replaceAll(/https?:\/\/\S+/g, '…'),
  });
  count('OwnersTold');
  if (isCollected) return [];
  const purpose = about.what === 'breach' ? 'owner-escalation' : 'owner-notification';
  const mail = { ...letter, purpose, headers: { 'X-Retour-Key': key } };
  if (await isTaken(ports, configuration, mail, to)) return [];
  const { fallback } = configuration.ownership;
  const fields = { caseId: state.id, step: message.key };
  log.warn('an owner cannot be mailed, the fallback owner is told instead', fields);
  if (fallback !== to) {
    const instead = await ownerLetter(ports, around, { ...message, to: fallback }, occasion);
    if (await isTaken(ports, configuration, { ...mail, ...instead }, fallback)) return [fallback];
  }
  // The notice is out; a case must not end because of an address.
  log.error('the fallback owner cannot be mailed either', fields);
  return [];
}

/** A copy: whoever listens to the owners' topic has the news from there, and nobody stands in for who cannot act. */
async function tellBystander(
  ports: Pick<WorkCasePorts, 'mailer'>,
  configuration: Configuration,
  letter: Omit<Mail, 'to' | 'purpose'>,
  { to, role }: Tell,
): Promise<void> {
  const purpose = role === 'watcher' ? 'watcher-notification' : 'owner-notification';
  if (await isTaken(ports, configuration, { ...letter, purpose }, to)) return;
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
