import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { intercom } from '../../../functions/providers/intercom.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { conversation, example, notification, rating } from '../../fixtures/providers/intercom.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const source = sourceOfExample(example);
const read = (body: Buffer) =>
  readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
const readRating = (item: unknown, envelope = {}) =>
  read(notification('conversation.rating.added', item, envelope));

describe('a rating of an Intercom conversation', () => {
  it('was given when it was changed, not when it was asked for', () => {
    expect(readRating(conversation(rating({})))).toMatchObject([
      {
        order: Date.parse('2026-11-23T11:57:00Z') * 10,
        answers: { submittedAt: Date.parse('2026-11-23T11:57:00Z') },
      },
    ]);
  });

  it('without a time of its own is as new as its conversation', () => {
    expect(readRating(conversation(rating({ updated_at: null })))).toMatchObject([
      {
        order: Date.parse('2026-11-23T11:57:30Z') * 10,
        answers: { submittedAt: Date.parse('2026-11-23T11:58:01Z') },
      },
    ]);
  });

  it('may tell times as texts', () => {
    const updated_at = '2026-11-23T11:57:00.250+00:00';
    expect(readRating(conversation(rating({ updated_at })))).toMatchObject([
      { order: Date.parse(updated_at) * 10 },
    ]);
  });

  it('is the one of old API versions, with its user', () => {
    const user = { type: 'user', id: 'u-1', user_id: 'c-9', name: 'Ana Diaz', email: 'ana@example.com' };
    const item = conversation({ rating: 4, remark: '' }, { user, contacts: undefined, source: undefined });
    expect(readRating(item)).toMatchObject([
      {
        answers: {
          rating: { score: 4, band: 'satisfied' },
          customer: { id: 'c-9', email: 'ana@example.com', name: 'Ana Diaz' },
        },
      },
    ]);
  });

  it('is never said to be the colleague’s who began the conversation', () => {
    const author = { type: 'admin', id: 'admin-1', name: 'Léa', email: 'lea@example.com' };
    const [reading] = readRating(conversation(rating({}), { source: { author } }));
    expect(reading).toMatchObject({ kind: 'response', answers: { customer: { id: 'c-9' } } });
    expect(JSON.stringify(reading)).not.toContain('lea@example.com');
  });

  it('belongs to the contact who rated, not to the others of the conversation', () => {
    const contacts = [
      { type: 'contact', id: 'contact-2', email: 'bob@example.com' },
      {
        type: 'contact',
        id: 'contact-1',
        email: 'ana@example.com',
        custom_attributes: { plan: 'free', tier: 1 },
      },
    ];
    const item = conversation(rating({}), { contacts, source: null });
    expect(readRating(item)).toMatchObject([
      { answers: { customer: { email: 'ana@example.com' }, attributes: { plan: 'pro' } } },
    ]);
  });

  it('loses the markup of its remark, and nothing else', () => {
    const remarks = [
      ['<p>Trop <b>lent</b> &amp; cher.</p><p>Adieu.</p>', 'Trop lent & cher.\nAdieu.'],
      ['Note <5 & > rien', 'Note <5 & > rien'],
    ] as const;
    for (const [remark, comment] of remarks)
      expect(readRating(conversation(rating({ remark })))).toMatchObject([{ answers: { comment } }]);
  });

  it('may be a remark alone', () => {
    expect(readRating(conversation({ rating: null, remark: 'Merci' }))).toMatchObject([
      { kind: 'response', answers: { comment: 'Merci' } },
    ]);
  });

  it('may get its remark under a topic of its own', () => {
    const remarked = conversation(rating({ remark: 'Merci' }));
    expect(read(notification('conversation.rating.remarked', remarked))).toMatchObject([
      { kind: 'response', answers: { comment: 'Merci' } },
    ]);
  });

  it('is read whatever stands where nothing depends on it', () => {
    const odd = { contacts: '', user: [], source: '', tags: [], custom_attributes: [] };
    expect(readRating({ ...conversation(rating({ contact: [] })), ...odd })).toMatchObject([
      { kind: 'response', answers: { rating: { metric: 'csat' } } },
    ]);
    const people = { contacts: { contacts: [null, { type: 'contact', id: '5', email: 'ana@example.com' }] } };
    expect(readRating({ ...conversation(rating({ contact: null })), user: null, ...people })).toMatchObject([
      { answers: { customer: { id: '5', email: 'ana@example.com' } } },
    ]);
  });

  it('is not there yet while all its fields are null', () => {
    const blank = { created_at: null, contact: { id: null, type: null }, rating: null, remark: null };
    expect(readRating(conversation(blank))).toMatchObject([{ kind: 'nothing', reason: 'no-answer-yet' }]);
  });
});

describe('a notification of Intercom', () => {
  it('may come to an address that was checked first', () => {
    expect(intercom.checksAddress).toBe(true);
  });

  it('without an id is named by what it says', () => {
    const [one, same] = [1, 2].flatMap(() => readRating(conversation(rating({})), { id: null }));
    expect(one?.deliveryId).toMatch(/^the-source#[\w-]{22,}$/);
    expect(one?.deliveryId).toBe(same?.deliveryId);
  });

  it('of a deleted conversation names it in either way', () => {
    const item = { type: 'conversation', id: '137000000000815', deleted: true };
    expect(read(notification('conversation.deleted', item))).toMatchObject([
      { kind: 'deletion', responseId: '137000000000815' },
    ]);
    expect(() => read(notification('conversation.deleted', { type: 'conversation' }))).toThrow(
      'data.item.id: expected an id',
    );
  });

  it('of old API versions tells who unsubscribed', () => {
    const item = { type: 'user', id: 'u-1', email: 'ana@example.com', unsubscribed_from_emails: true };
    expect(read(notification('user.unsubscribed', item))).toMatchObject([
      { kind: 'unsubscribe', email: 'ana@example.com' },
    ]);
  });
});

const folder = '../shared/payloads/';
const samples = ['intercom-1', 'intercom-2', 'intercom-3-conversation-rating-fragment'];
const fileOf = (name: string | undefined) => readFileSync(`${folder}${name}.json`);

describe.runIf(samples.every((name) => existsSync(`${folder}${name}.json`)))('a sample of Intercom', () => {
  it('is a ping', () => {
    expect(read(fileOf(samples[0]))).toMatchObject([{ kind: 'nothing', reason: 'ping' }]);
  });

  it('is a closed conversation', () => {
    expect(read(fileOf(samples[1]))).toMatchObject([{ kind: 'nothing', reason: 'unsupported-event' }]);
  });

  it('is a rating without a remark', () => {
    const fragment = z
      .object({ conversation_rating: z.unknown() })
      .parse(JSON.parse(fileOf(samples[2]).toString()));
    const item = conversation(fragment.conversation_rating, { source: null, contacts: null });
    expect(readRating(item)).toMatchObject([
      { answers: { rating: { score: 5, band: 'satisfied' }, customer: { id: 'f3b87a2e09d514c6c2e79b9a' } } },
    ]);
  });
});
