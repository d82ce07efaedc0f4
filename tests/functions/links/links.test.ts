import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkTo, type Right, readLink } from '../../../functions/links.ts';
import { days, monday } from '../../domain/a-case.ts';

const base = 'https://retour.example/live';
const secret = 'a key';
const until = monday + days(30);
const act = { to: 'act', case: 'C-TEST', by: 'owner@example.com', until } as const;
const lastPart = (granted: Right, key = secret) => linkTo(granted, base, key).split('/').at(-1) ?? '';
const read = (link: string, now = monday) => readLink(link, 'act', [secret], now);

const anyRight: fc.Arbitrary<Right> = fc.oneof(
  fc.record({ to: fc.constant('act' as const), case: fc.string(), by: fc.string(), until: fc.nat() }),
  fc.record({ to: fc.constant('see' as const), case: fc.string(), by: fc.string(), until: fc.nat() }),
  fc.record({ to: fc.constant('answer' as const), case: fc.string(), round: fc.nat(), until: fc.nat() }),
  fc.record({ to: fc.constant('unsubscribe' as const), customer: fc.string({ unit: 'binary' }) }),
);

describe('a link', () => {
  it('leads to the page of its right', () => {
    expect(linkTo(act, base, secret)).toMatch(/^https:\/\/retour\.example\/live\/cases\/[\w-]+\.[\w-]+$/);
    expect(linkTo({ to: 'answer', case: 'C', round: 0, until }, base, secret)).toContain('/live/recovery/');
    expect(linkTo({ to: 'unsubscribe', customer: 'p' }, base, secret)).toContain('/live/unsubscribe/');
  });

  it('reads as the right that it was made from', () => {
    fc.assert(
      fc.property(anyRight, (granted) => {
        expect(readLink(lastPart(granted), granted.to, [secret], -1)).toEqual({
          kind: 'granted',
          right: granted,
        });
      }),
    );
  });

  it('is refused once any of its characters is changed, taken away or added', () => {
    const change = fc.record({
      granted: anyRight,
      place: fc.nat(),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 2 }),
        fc.constantFrom('=', '.', '-', '_', '+', '/', 'A'),
      ),
      taken: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(change, ({ granted, place, put, taken }) => {
        const link = lastPart(granted);
        const at = place % (link.length + 1);
        const forged = link.slice(0, at) + put + link.slice(at + taken);
        fc.pre(forged !== link);
        expect(readLink(forged, granted.to, [secret], -1)).toEqual({ kind: 'broken' });
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused in every other spelling of the same signature', () => {
    const link = lastPart(act);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = [...alphabet].map((last) => link.slice(0, -1) + last);
    expect(spellings.filter((one) => read(one).kind === 'granted')).toEqual([link]);
  });

  it('never throws, whatever stands in its place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (link) => void read(link)));
    fc.assert(fc.property(fc.base64String(), fc.base64String(), (a, b) => void read(`${a}.${b}`)));
  });

  it('gives no other right than its own', () => {
    for (const to of ['answer', 'see', 'unsubscribe'] as const)
      expect(readLink(lastPart(act), to, [secret], monday)).toEqual({ kind: 'broken' });
  });

  it('that only shows a case lets nobody act on it', () => {
    expect(read(lastPart({ ...act, to: 'see' }))).toEqual({ kind: 'broken' });
  });

  it('expires at its instant, and says then what it was', () => {
    expect(read(lastPart(act), until - 1).kind).toBe('granted');
    expect(read(lastPart(act), until)).toEqual({ kind: 'expired', right: act });
  });

  it('that unsubscribes is good for ever', () => {
    const link = lastPart({ to: 'unsubscribe', customer: 'p-ana' });
    expect(readLink(link, 'unsubscribe', [secret], monday + days(36_500)).kind).toBe('granted');
  });

  it('goes on to work when the key is changed, until the old key is gone', () => {
    const link = lastPart(act);
    expect(readLink(link, 'act', ['a newer key', secret], monday).kind).toBe('granted');
    expect(readLink(link, 'act', ['a newer key'], monday).kind).toBe('broken');
    expect(readLink(link, 'act', [], monday).kind).toBe('broken');
  });
});
