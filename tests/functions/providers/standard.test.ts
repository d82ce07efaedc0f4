import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UnreadableBodyError } from '../../../functions/providers/provider.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon, sourceOf, standardBody, standardDelivery } from '../../fixtures/deliveries.ts';
import { example } from '../../fixtures/providers/standard.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

describe.runIf(existsSync('../shared/payloads'))('bodies that the specification shows', () => {
  it.each(['standard-webhooks-1.json', 'standard-webhooks-2.json'])('%s is another’s event', (file) => {
    const body = readFileSync(`../shared/payloads/${file}`);
    expect(readingsOf(standardDelivery(body), sourceOf('support'))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });
});

const read = (body: Buffer, source = 'post-purchase') =>
  readingsOf(standardDelivery(body, { source }), sourceOf(source));
const answersOf = (data: Readonly<Record<string, unknown>>, source?: string) => {
  const [reading] = read(standardBody(data), source);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};
const complaintAbout = (body: Buffer): string => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof UnreadableBodyError) return error.message;
    throw error;
  }
  throw new Error('the body was read');
};
const at = Date.parse('2026-11-23T11:59:00Z');

describe('a standard body', () => {
  it('is read whole', () => {
    const body = standardBody({
      survey: 'after-sale',
      metric: 'nps',
      scale: { min: 0, max: 10 },
      language: 'fr',
      submittedAt: '2026-11-23T11:58:58+01:00',
      contactRequested: true,
      contactTime: ' after 18:00,\nnot on Tuesdays ',
      channel: 'email',
      customer: { id: 'c-42', email: 'ana@example.com', name: 'Ana', locale: 'fr-FR' },
      attributes: { region: 'EU', visits: 3, member: true, nothing: null, nested: { a: 1 } },
    });
    expect(read(body)).toEqual([
      {
        kind: 'response',
        deliveryId: 'post-purchase#msg_1',
        responseId: 'r-1',
        order: at * 10 + 3,
        answers: {
          survey: 'after-sale',
          rating: {
            metric: 'nps',
            score: 3,
            scale: { min: 0, max: 10 },
            direction: 'higher-is-better',
            band: 'detractor',
          },
          comment: 'Livraison en retard, personne ne répond.',
          language: 'fr',
          submittedAt: Date.parse('2026-11-23T10:58:58Z'),
          contactRequested: true,
          contactTime: 'after 18:00, not on Tuesdays',
          channel: 'email',
          customer: { id: 'c-42', email: 'ana@example.com', name: 'Ana', locale: 'fr-FR' },
          attributes: { region: 'EU', visits: '3', member: 'true' },
        },
      },
    ]);
  });

  it('needs an id and a score or a comment, nothing else', () => {
    expect(read(Buffer.from('{"data":{"id":"a","score":9}}'))).toHaveLength(1);
    expect(read(Buffer.from('{"data":{"id":7,"comment":"ok"}}'))).toMatchObject([
      { responseId: '7', answers: { comment: 'ok' } },
    ]);
  });

  it.each([
    ['created', 1],
    ['updated', 2],
    ['completed', 3],
  ])('orders a response that was %s by its moment, then its step', (step, rank) => {
    expect(read(standardBody({}, { type: `response.${step}` }))).toMatchObject([{ order: at * 10 + rank }]);
  });

  it('takes the time of submission, then that of sending, where it has no time of its own', () => {
    const submittedAt = '2026-11-23T08:00:00Z';
    expect(read(standardBody({ submittedAt }, { timestamp: null }))).toMatchObject([
      { order: Date.parse(submittedAt) * 10 + 3 },
    ]);
    expect(read(standardBody({}, { timestamp: null }))).toMatchObject([
      { order: Date.parse('2026-11-23T12:00:00Z') * 10 + 3 },
    ]);
  });

  it('says that a response was deleted', () => {
    const body = Buffer.from(
      '{"type":"response.deleted","timestamp":"2026-11-23T11:59:00Z","data":{"id":"r-1"}}',
    );
    expect(read(body)).toEqual([
      { kind: 'deletion', deliveryId: 'post-purchase#msg_1', responseId: 'r-1', order: at * 10 + 9 },
    ]);
  });

  it.each([
    ['ping', 'ping'],
    ['webhook.test', 'test'],
    ['response.preview', 'preview'],
    ['contact.created', 'unsupported-event'],
    ['constructor', 'unsupported-event'],
  ])('of type %s holds no response', (type, reason) => {
    expect(read(Buffer.from(JSON.stringify({ type })))).toEqual([
      { kind: 'nothing', deliveryId: 'post-purchase#msg_1', reason },
    ]);
  });

  it('may ask another question than its source', () => {
    expect(answersOf({ metric: 'ces', scale: { min: 1, max: 7 }, score: 7 }).rating).toMatchObject({
      metric: 'ces',
      band: 'satisfied',
    });
    expect(answersOf({ metric: 'nps', score: 9 }, 'support').rating).toMatchObject({
      scale: { min: 0, max: 10 },
      band: 'promoter',
    });
  });

  it.each([
    ['no id', { id: undefined }, 'data.id: '],
    ['an empty id', { id: ' ' }, 'data.id: '],
    ['neither score nor comment', { score: null, comment: ' \n' }, 'data: expected a score or a comment'],
    ['a score in a text', { score: '3' }, 'data.score: '],
    ['a score beyond its scale', { score: 11 }, 'data.score: expected a score on the question’s scale'],
    ['half a point of NPS', { score: 3.5 }, 'data.score: '],
    ['NPS on another scale', { metric: 'nps', scale: { min: 1, max: 5 } }, 'data.score: expected a scale'],
    ['another metric without a scale', { metric: 'csat' }, 'data.score: expected a scale'],
    ['a metric that nobody knows', { metric: 'joy' }, 'data.metric: '],
    ['a comment that is none', { comment: { html: 'x' } }, 'data.comment: '],
    ['a time without a zone', { submittedAt: '2026-11-23 11:00' }, 'data.submittedAt: '],
  ])('with %s cannot be read', (_, data, message) => {
    const attempt = () => read(standardBody(data));
    expect(attempt).toThrow(UnreadableBodyError);
    expect(attempt).toThrow(message.replace('’', "'"));
  });

  it('is never quoted in what is said of it', () => {
    const secret = 'Marguerite';
    const odd = [
      { score: secret },
      { metric: secret },
      { id: { secret } },
      { customer: secret },
      { score: 987654 },
    ];
    for (const data of odd) expect(complaintAbout(standardBody(data))).not.toMatch(/Marguerite|987654/);
    expect(complaintAbout(Buffer.from(`{"data": ${secret}}`))).toBe('body: expected JSON');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"data":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`],
    [
      'a hundred levels in a field that is ignored',
      `{"data":{"id":"a","score":9,"x":${'['.repeat(100)}${']'.repeat(100)}}}`,
    ],
    ['half a million levels', '{"a":'.repeat(160_000)],
    ['quotes without end', '"\\"'.repeat(300_000)],
  ])('of %s cannot be read', (_, text) => {
    expect(() => read(Buffer.from(text))).toThrow(UnreadableBodyError);
  });

  it('in another encoding than UTF-8 cannot be read', () => {
    expect(() => read(Buffer.from('{"data":{"id":"a","comment":"é"}}', 'latin1'))).toThrow(
      'body: expected UTF-8',
    );
  });

  it('does not let a clock that runs years ahead outrank all that comes later', () => {
    const [reading] = read(standardBody({}, { timestamp: '2099-01-01T00:00:00Z' }));
    expect(reading).toMatchObject({ order: (noon + 86_400_000) * 10 + 3 });
  });

  it('may begin with a byte order mark', () => {
    expect(read(Buffer.from('\uFEFF{"data":{"id":"a","score":9}}'))).toHaveLength(1);
  });

  it('cannot reach prototypes', () => {
    const body =
      '{"__proto__":{"type":"ping"},"data":{"id":"a","score":9,"__proto__":{"comment":"x"},"attributes":{"__proto__":{"tier":"gold"},"constructor":"c"}}}';
    const [reading] = read(Buffer.from(body));
    expect(reading).toMatchObject({ kind: 'response', answers: { attributes: { constructor: 'c' } } });
    expect(reading).not.toHaveProperty('answers.comment');
    expect({}).not.toHaveProperty('tier');
  });

  it('gives texts without odd characters', () => {
    const { comment, customer } = answersOf({
      comment: ' a\u0000b\ud800c\r\nd\te\u009f ',
      customer: { name: 'Ana\r\nBcc: x' },
    });
    expect(comment).toBe('ab\ufffdc\nd\te');
    expect(customer?.name).toBe('Ana Bcc: x');
  });

  it('gives at most ten thousand characters of a comment and cuts none in two', () => {
    expect(answersOf({ comment: `${'a'.repeat(9_999)}👩‍👩‍👧 and on` }).comment).toBe('a'.repeat(9_999));
    expect(answersOf({ comment: `e${'\u0301'.repeat(20_000)}` }).comment).toHaveLength(10_000);
  });

  it('loses an address that is none, not the response', () => {
    expect(answersOf({ customer: { id: 'c-1', email: 'ana at example' } }).customer).toEqual({ id: 'c-1' });
  });

  it('gives at most fifty attributes', () => {
    const attributes = Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`a${n}`, n]));
    expect(Object.keys(answersOf({ attributes }).attributes ?? {})).toHaveLength(50);
  });
});
