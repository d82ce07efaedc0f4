import * as z from 'zod';
import type { CaseEvent, CaseRecord, TellingSubject } from '../domain/case.ts';
import { listingOf } from '../domain/case-listing.ts';
import type { Terms } from '../domain/terms.ts';
import type { StoredCase } from '../ports.ts';
import { readStored } from './stored.ts';

/**
 * One item per case: `count` is the number of its `events`; `openWith` lists it in the index `open-cases`, `closedOn`
 * in `closed-cases`.
 */

const when = z.number();
const optionalText = z.exactOptional(z.string());
const round = z.number();
const mail = z.enum(['follow-up', 'recovery-survey']);
const priority = z.enum(['low', 'normal', 'high', 'urgent']);
const target = z.enum(['acknowledge', 'firstContact', 'nextResponse', 'resolution']);
const side = z.exactOptional(z.enum(['team', 'customer']));

export const tellingSubject = z.union([
  z.object({ what: z.enum(['opened', 'reopened', 'feedback-changed']) }),
  z.object({ what: z.literal('feedback-joined'), feedbackId: z.string() }),
  z.object({ what: z.literal('unacknowledged'), times: z.number() }),
  z.object({ what: z.literal('handed-over'), from: optionalText, back: optionalText }),
  z.object({
    what: z.literal('taken-over'),
    to: z.string(),
    why: z.enum(['absent', 'late', 'handed-over']),
    back: optionalText,
  }),
  z.object({ what: z.literal('warning'), target, percent: z.number(), side }),
  z.object({ what: z.literal('breach'), target, rung: z.number(), side }),
]) satisfies z.ZodType<TellingSubject>;

const intervals = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly();
const calendar = z.object({
  timeZone: z.string(),
  hours: z.object({
    mon: intervals,
    tue: intervals,
    wed: intervals,
    thu: intervals,
    fri: intervals,
    sat: intervals,
    sun: intervals,
  }),
  holidays: z.array(z.string()).readonly(),
});
const targetTerms = z.object({
  within: z.number(),
  calendar: z.string(),
  promised: z.exactOptional(z.number()),
});
const terms = z.object({
  policy: z.string(),
  targets: z.object({
    acknowledge: z.exactOptional(targetTerms),
    firstContact: z.exactOptional(targetTerms),
    nextResponse: z.exactOptional(targetTerms),
    resolution: z.exactOptional(targetTerms),
  }),
  warnAt: z.array(z.number()).readonly(),
  longestWait: z.number(),
  calendars: z.record(z.string(), calendar),
}) satisfies z.ZodType<Terms>;

function event<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.object({ at: when, by: z.string(), type: z.literal(type), ...shape });
}

const caseEvent = z.discriminatedUnion('type', [
  event('opened', {
    rule: z.string(),
    priority,
    owner: z.string(),
    ownerFrom: z.enum([
      'rule',
      'response',
      'account',
      'survey',
      'theme',
      'team',
      'load',
      'queue',
      'deputy',
      'lead',
      'fallback',
    ]),
    team: z.string(),
    queue: z.exactOptional(z.literal(true)),
    linkedTo: optionalText,
    tier: optionalText,
    watchers: z.exactOptional(z.array(z.string()).readonly()),
    terms: z.exactOptional(terms),
  }),
  event('terms', { terms }),
  event('acknowledged', {}),
  event('contacted', { note: z.string() }),
  event('waiting', { note: z.string() }),
  event('resumed', { note: z.string() }),
  event('resolved', { rootCause: z.string(), note: z.string() }),
  event('handed-over', {
    to: z.string(),
    team: z.string(),
    note: z.string(),
    from: optionalText,
    why: z.exactOptional(z.literal('absent')),
    back: optionalText,
  }),
  event('taken', { to: z.string(), team: z.string() }),
  event('undone', { event: z.number() }),
  event('told', {
    step: z.string(),
    to: z.array(z.string()).readonly(),
    about: tellingSubject,
    inOverview: z.exactOptional(z.array(z.string()).readonly()),
    as: z.exactOptional(z.array(z.string()).readonly()),
    heldSince: z.exactOptional(when),
    outOfHours: z.exactOptional(
      z.discriminatedUnion('why', [
        z.object({ why: z.literal('urgent') }),
        z.object({
          why: z.literal('due'),
          target,
          side: z.enum(['team', 'customer']),
          dueAt: when,
          back: when,
        }),
      ]),
    ),
  }),
  event('reassigned', { to: z.string(), team: z.string(), from: optionalText }),
  event('feedback-changed', {
    score: z.exactOptional(z.number()),
    comment: z.boolean(),
    thanks: z.exactOptional(z.literal(true)),
  }),
  event('linked', { case: z.string() }),
  event('feedback-joined', { feedbackId: z.string() }),
  event('mailed', { mail, round }),
  event('not-mailed', {
    mail,
    round,
    reason: z.enum([
      'no-address',
      'no-consent',
      'unsubscribed',
      'bounced',
      'complained',
      'asked-recently',
      'deleted',
      'failed',
    ]),
  }),
  event('mail-postponed', { mail, round, until: when }),
  event('survey-answered', {
    score: z.number(),
    comment: optionalText,
    fcr: z.exactOptional(z.boolean()),
  }),
  event('reopened', {
    priority,
    reason: z.literal('low-recovery-answer'),
    terms: z.exactOptional(terms),
  }),
  event('closed', {
    outcome: z.enum(['recovered', 'lost', 'no-answer']),
    reason: z.enum([
      'answered',
      'answered-low-again',
      'nobody-answered',
      'customer-cannot-be-asked',
      'feedback-deleted',
    ]),
  }),
]) satisfies z.ZodType<CaseEvent>;

const caseItem = z.object({
  id: z.string(),
  feedbackId: z.string(),
  customerKey: optionalText,
  events: z.array(caseEvent),
  wait: z.exactOptional(z.object({ token: z.string(), events: z.number() })),
}) satisfies z.ZodType<StoredCase>;

/** @throws Error when the item is none that a case store wrote. */
export function caseOfItem(item: unknown): StoredCase {
  return readStored(caseItem, item, 'a stored case');
}

/** Compiles only while every event that can happen can also be read back. */
export function itemsOfEvents(events: readonly CaseEvent[]): readonly z.input<typeof caseEvent>[] {
  return events;
}

export function itemOfCase(record: CaseRecord) {
  const { id, feedbackId, customerKey, events } = record;
  const { list, under } = listingOf(record);
  return { id, feedbackId, customerKey, events: itemsOfEvents(events), count: events.length, [list]: under };
}
