import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDelivery, readIntakeMessage, writeDelivery } from '../../functions/aws/delivery-message.ts';
import { rowsOf, setAsideOf } from '../../functions/aws/set-aside-rows.ts';
import { aDelivery, aSetAside } from './examples.ts';

const anyBody = fc
  .oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  )
  .map((bytes) => Buffer.from(bytes));
const anyHeaders = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.string({ unit: 'binary' }),
  { noNullPrototype: true },
);

/** What SQS takes in a message and every stand-in, too: no control characters, nothing beyond U+FFFD. */
const allowed = /^[\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD]*$/;

test('any bytes and headers come back from a message that SQS takes', () => {
  fc.assert(
    fc.property(anyBody, anyHeaders, (body, headers) => {
      const message = writeDelivery(aDelivery({ body, headers }));
      expect(message).toMatch(allowed);
      expect(readDelivery(message)).toEqual(aDelivery({ body, headers }));
    }),
  );
});

test('a short body stays readable, a long one is packed', () => {
  const short = writeDelivery(aDelivery());
  const long = writeDelivery(aDelivery({ body: Buffer.from('x'.repeat(250_000)) }));
  expect(short).toContain('Livraison');
  expect(JSON.parse(long)).toMatchObject({ encoding: 'gzip' });
  expect(long.length).toBeLessThan(2000);
});

test.for([
  'Livraison en retard',
  '{}',
  '{"source":"Livraison en retard"}',
  JSON.stringify({
    source: 's',
    receivedAt: 'Livraison en retard',
    headers: {},
    encoding: 'text',
    body: '',
  }),
])('a message that is none of ours is refused without its words: %s', (message) => {
  expect(() => readIntakeMessage(message)).toThrow(/^an intake message cannot be read: (?!.*Livraison)/);
});

test('any bytes come back from the rows of a set-aside delivery, in whatever order', () => {
  fc.assert(
    fc.property(anyBody, anyHeaders, (body, headers) => {
      const unreadable = aSetAside('a', { body, headers });
      const rows = rowsOf(unreadable);
      expect(setAsideOf([rows.head, ...rows.body.toReversed()])).toEqual(unreadable);
    }),
  );
});

test('a set-aside delivery with a row missing is not there', () => {
  const rows = rowsOf(aSetAside('a'));
  expect(setAsideOf(rows.body)).toBeUndefined();
  expect(setAsideOf([rows.head])).toBeUndefined();
});
