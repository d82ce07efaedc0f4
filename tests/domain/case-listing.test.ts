import { describe, expect, it } from 'vitest';
import { listingOf, queueOf } from '../../functions/domain/case-listing.ts';
import { aCase, days, event, hours, opening } from './a-case.ts';

const contacted = event(hours(1), { type: 'contacted', note: 'called' });
const waiting = event(hours(2), { type: 'waiting', note: 'the order number' });
const resolved = event(hours(3), { type: 'resolved', rootCause: 'carrier', note: 'sent again' });
const closed = event(days(1), { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer');
const reopened = event(
  days(2),
  { type: 'reopened', priority: 'high', reason: 'low-recovery-answer' },
  'customer',
);

describe('where a case is listed', () => {
  it.each([
    ['open', aCase()],
    ['acknowledged', aCase(event(1, { type: 'acknowledged' }))],
    ['contacted', aCase(contacted)],
    ['waiting', aCase(contacted, waiting)],
    ['reopened', aCase(contacted, resolved, closed, reopened)],
  ])('is with its owner while it is %s', (_, record) => {
    expect(listingOf(record)).toEqual({ list: 'openWith', under: 'owner@example.com' });
  });

  it('is with its team while it is in the queue, with the customer once it is resolved', () => {
    if (opening.type !== 'opened') throw new Error('not an opening');
    const queued = { ...aCase(), events: [event(0, { ...opening, queue: true }, 'retour')] };
    expect(listingOf(queued)).toEqual({ list: 'openWith', under: 'queue/care' });
    expect(queueOf('care')).toBe('queue/care');
    expect(listingOf(aCase(contacted, resolved))).toEqual({ list: 'openWith', under: 'customer' });
  });

  it('is under the day on which it was closed', () => {
    expect(listingOf(aCase(resolved, closed))).toEqual({ list: 'closedOn', under: '2026-11-24' });
  });
});
