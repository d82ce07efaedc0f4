import type { CaseEvent, CaseRecord } from './case.ts';
import { standingEvents } from './case-state.ts';

/**
 * Whether the first contact with the customer settled it, as the case's events have it now; a later word can change it.
 * What the customer said about it outranks what is computed. Computed, it is true when there was one contact (a
 * resolution alone is one: the customer is mailed what was done), no reopening, no loss, and after the contact no word
 * of the customer but thanks.
 * @returns undefined while nobody can say: the case was never resolved, nothing reached the customer, or their only
 * answer came after the case was closed and so had no verdict
 */
export function firstContactResolved({ events }: Pick<CaseRecord, 'events'>): boolean | undefined {
  const standing = standingEvents(events).map(({ event }) => event);
  return customersWord(standing) ?? computed(standing);
}

/** What the customer themselves said about it, if they did. */
export function customersWord(events: readonly CaseEvent[]): boolean | undefined {
  return events.flatMap((event) => (event.type === 'survey-answered' ? (event.fcr ?? []) : [])).at(-1);
}

function computed(events: readonly CaseEvent[]): boolean | undefined {
  if (events.some(saysNo)) return false;
  if (!events.some(({ type }) => type === 'resolved') || hasLateAnswer(events)) return undefined;
  const contacts = events.filter(({ type }) => type === 'contacted').length;
  if (contacts === 0 && events.some(isUnsentFollowUp)) return undefined;
  return contacts <= 1 && !asksAgain(events);
}

function saysNo(event: CaseEvent): boolean {
  return event.type === 'reopened' || (event.type === 'closed' && event.outcome === 'lost');
}

/** What it says of the case was not judged: the case stayed closed. */
function hasLateAnswer(events: readonly CaseEvent[]): boolean {
  const closed = events.findIndex(({ type }) => type === 'closed');
  return closed >= 0 && events.slice(closed).some(({ type }) => type === 'survey-answered');
}

function isUnsentFollowUp(event: CaseEvent): boolean {
  return event.type === 'not-mailed' && event.mail === 'follow-up';
}

function asksAgain(events: readonly CaseEvent[]): boolean {
  const contact = events.findIndex(({ type }) => type === 'contacted' || type === 'resolved');
  return events
    .slice(contact)
    .some(
      (event) =>
        event.type === 'feedback-joined' ||
        (event.type === 'feedback-changed' && event.comment && !event.thanks),
    );
}
