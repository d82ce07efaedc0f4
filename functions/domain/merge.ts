import type { Answers, Feedback, Rating, Reading, Respondent } from './feedback.ts';
import type { Instant } from './instant.ts';

export type ResponseReading = Extract<Reading, { kind: 'response' | 'deletion' }>;

/** A reading with what its delivery knew of the outside. */
export interface Arrival {
  readonly feedbackId: string;
  readonly source: string;
  readonly receivedAt: Instant;
  /** True for a delivery that is history. */
  readonly historic?: true;
  readonly reading: ResponseReading;
}

/** Attributes kept of a response, over all its deliveries: an item must not grow without end. */
export const attributeLimit = 50;

interface Field {
  readonly value: unknown;
  readonly order: number;
}
type ResponseTo = Extract<ResponseReading, { kind: 'response' }>;
type Fields = ReadonlyMap<string, Field>;

/**
 * Adds one delivery to what is known of a response; the same deliveries give the same feedback in any order,
 * however often each comes. Each field is its newest delivery's: a later one that is silent clears nothing.
 * A deletion is final. What is computed from the answers is carried over as it was, `revision` too (0 when new).
 * Answers the very same object when the delivery brings nothing new.
 */
export function merge(
  known: Feedback | undefined,
  { feedbackId, source, receivedAt, reading }: Arrival,
): Feedback {
  const before = known ?? blank(feedbackId, source, reading.responseId, receivedAt, reading.order);
  const first = Math.min(before.receivedAt, receivedAt);
  if (reading.kind === 'deletion')
    return same(known, tombstone(before, first, deletionOrder(before, reading.order)));
  if (before.deleted) return same(known, { ...before, receivedAt: first });
  const merged = { ...answered(before, reading), receivedAt: first };
  return same(known, merged);
}

/** The order of the delivery that gave a field its value; undefined when the field has none. */
export function orderOf(
  feedback: Feedback,
  field: 'rating' | 'comment' | `scores.${string}`,
): number | undefined {
  const has = fieldsOf(feedback.answers, () => 0).has(field);
  return has ? (feedback.orders?.[field] ?? feedback.order) : undefined;
}

function blank(id: string, source: string, responseId: string, receivedAt: Instant, order: number): Feedback {
  return { id, source, responseId, revision: 0, receivedAt, order, answers: {}, themes: [] };
}

function deletionOrder(before: Feedback, order: number): number {
  return before.deleted ? Math.max(before.order, order) : order;
}

function tombstone(before: Feedback, receivedAt: Instant, order: number): Feedback {
  const { id, source, responseId, revision, caseId } = before;
  const emptied = {
    id,
    source,
    responseId,
    revision,
    receivedAt,
    order,
    deleted: true,
    answers: {},
    themes: [],
  } as const;
  return caseId === undefined ? emptied : { ...emptied, caseId };
}

function answered(before: Feedback, { answers, order }: ResponseTo): Feedback {
  const held = fieldsOf(before.answers, (name) => before.orders?.[name] ?? before.order);
  const given = fieldsOf(answers, () => order);
  const wins = (name: string) => isNewer(given.get(name), held.get(name));
  const kept = withinLimit(new Map([...held, ...[...given].filter(([name]) => wins(name))]));
  const { orders: _, ...rest } = before;
  const newest = Math.max(before.order, order);
  const orders = olderThan(newest, kept);
  const merged = { ...rest, order: newest, answers: overlay(before.answers, answers, wins, kept) };
  return orders === undefined ? merged : { ...merged, orders };
}

/** Deliveries of the same moment must agree on a winner whichever comes first: the text of the values decides. */
function isNewer(given: Field | undefined, held: Field | undefined): boolean {
  if (given === undefined || held === undefined) return given !== undefined;
  if (given.order !== held.order) return given.order > held.order;
  return canonical(given.value) > canonical(held.value);
}

/** Keeps the newest attributes, by name where equally new: so the survivors do not depend on the order of arrival. */
function withinLimit(fields: Fields): Fields {
  const surplus = [...fields]
    .filter(([name]) => name.startsWith('attributes.'))
    .sort(([nameA, a], [nameB, b]) => b.order - a.order || (nameA < nameB ? -1 : 1))
    .slice(attributeLimit);
  const dropped = new Set(surplus.map(([name]) => name));
  return new Map([...fields].filter(([name]) => !dropped.has(name)));
}

function olderThan(order: number, fields: Fields): Readonly<Record<string, number>> | undefined {
  const older = [...fields].filter(([, field]) => field.order !== order);
  return older.length === 0
    ? undefined
    : Object.fromEntries(older.map(([name, field]) => [name, field.order]));
}

/** Fields of customer, attributes and scores are named `customer.email`, `attributes.region`, `scores.q-2`. */
function fieldsOf(
  { customer, attributes, scores, ...plain }: Answers,
  orderOfField: (name: string) => number,
): Fields {
  const named = (prefix: string, values: object): readonly (readonly [string, Field])[] =>
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[prefix + key, { value, order: orderOfField(prefix + key) }] as const],
    );
  return new Map([
    ...named('', plain),
    ...named('customer.', customer ?? {}),
    ...named('attributes.', attributes ?? {}),
    ...named('scores.', scores ?? {}),
  ]);
}

function overlay(held: Answers, given: Answers, wins: (name: string) => boolean, kept: Fields): Answers {
  const take = <Values extends object>(prefix: string, base: Values, more: Values): Values => ({
    ...without(base, (key) => !kept.has(prefix + key)),
    ...without(more, (key) => !wins(prefix + key) || !kept.has(prefix + key)),
  });
  const { customer: heldCustomer, attributes: heldAttributes, scores: heldScores, ...heldPlain } = held;
  const { customer: givenCustomer, attributes: givenAttributes, scores: givenScores, ...givenPlain } = given;
  const customer = take<Respondent>('customer.', heldCustomer ?? {}, givenCustomer ?? {});
  const attributes = take<Readonly<Record<string, string>>>(
    'attributes.',
    heldAttributes ?? {},
    givenAttributes ?? {},
  );
  const scores = take<Readonly<Record<string, Rating>>>('scores.', heldScores ?? {}, givenScores ?? {});
  return {
    ...take<Answers>('', heldPlain, givenPlain),
    ...(Object.keys(customer).length > 0 && { customer }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(Object.keys(scores).length > 0 && { scores }),
  };
}

function without<Values extends object>(values: Values, dropped: (key: string) => boolean): Values {
  const copy = { ...values };
  for (const key of Object.keys(copy)) if (dropped(key)) Reflect.deleteProperty(copy, key);
  return copy;
}

function same(known: Feedback | undefined, merged: Feedback): Feedback {
  return known !== undefined && canonical(known) === canonical(merged) ? known : merged;
}

/** JSON with sorted keys: equal for equal values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
