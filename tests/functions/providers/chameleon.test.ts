import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chameleon } from '../../../functions/providers/chameleon.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { chameleonHeaders, example, finished, webhook } from '../../fixtures/providers/chameleon.ts';
import { hookUrl, sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: typeof example.mapping = example.mapping) => {
  const source = sourceOfExample({ provider: 'chameleon', mapping });
  return readingsOf({ source: sourceName, receivedAt: noon, headers: {}, body }, source);
};

describe('a call of Chameleon', () => {
  const isAuthentic = (body: Buffer) => {
    const request = { method: 'POST', url: hookUrl, headers: chameleonHeaders(body, example.secret), body };
    return chameleon.authentication.isAuthentic(request, [example.secret], noon);
  };
  const sentAt = (instant: number) => finished({}, { sent_at: new Date(instant).toISOString() });

  it.each([-301, 301])('is stale %i seconds off', (seconds) => {
    expect(isAuthentic(sentAt(noon + seconds * 1000))).toBe(false);
  });

  it.each([-299, 299])('is fresh %i seconds off', (seconds) => {
    expect(isAuthentic(sentAt(noon + seconds * 1000))).toBe(true);
  });

  it.each(['', '{', 'null', '{"id":"1","kind":"ping"}', '\xff'])(
    'is not believed without the time of sending: %j',
    (text) => {
      expect(isAuthentic(Buffer.from(text, 'latin1'))).toBe(false);
    },
  );
});

describe('a Microsurvey of Chameleon', () => {
  it('on NPS needs no choices', () => {
    const question = { metric: 'nps', scale: { min: 0, max: 10 } } as const;
    expect(read(finished({ button_text: '9', button_order: 9 }), { question })).toMatchObject([
      { answers: { rating: { score: 9, band: 'promoter' } } },
    ]);
    expect(read(finished({ button_text: 0, button_order: 0 }), { question })).toMatchObject([
      { answers: { rating: { score: 0, band: 'detractor' } } },
    ]);
  });

  it.each([
    ['its place', { '#3': 2 }],
    ['its id', { 'button-4': 2 }],
    ['its words', { ' HARD ': 2 }],
  ])('names a button by %s', (_, choices) => {
    const question = { metric: 'ces', scale: { min: 1, max: 5 } } as const;
    const mapping = { questions: [{ id: 'button', as: 'rating' as const, question, choices }] };
    expect(read(finished({ button_id: 'button-4' }), mapping)).toMatchObject([
      { answers: { rating: { score: 2 } } },
    ]);
  });

  it('never takes a button’s place for the number on another one', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
    const choices = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 };
    const mapping = { questions: [{ id: 'button', as: 'rating' as const, question, choices }] };
    expect(read(finished({ button_text: '4', button_order: 3 }), mapping)).toMatchObject([
      { answers: { rating: { score: 4 } } },
    ]);
  });

  it('without words on its buttons has their places', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    const mapping = { questions: [{ id: 'button', as: 'rating' as const, question, choices: { '#0': 1 } }] };
    expect(read(finished({ button_text: '', button_order: 0 }), mapping)).toMatchObject([
      { answers: { rating: { score: 1 } } },
    ]);
    expect(() => read(finished({ button_text: null, button_order: 2 }), mapping)).toThrow(
      'a configured choice',
    );
  });

  it('has places that may be texts, and needs none', () => {
    const question = { metric: 'csat', scale: { min: 1, max: 3 } } as const;
    const mapping = { questions: [{ id: 'button', as: 'rating' as const, question, choices: { '#0': 1 } }] };
    expect(read(finished({ button_text: '', button_order: '0' }), mapping)).toMatchObject([
      { answers: { rating: { score: 1 } } },
    ]);
    expect(read(finished({ button_order: [] }))).toMatchObject([{ kind: 'response' }]);
  });

  it('is told by a name of its own even if that of the webhook is always the same', () => {
    const names = ['Hard', 'Easy', 'Hard'].flatMap((button_text, index) =>
      read(finished({ button_text }, { sent_at: new Date(noon + index).toISOString() })).map(
        ({ deliveryId }) => deliveryId,
      ),
    );
    expect(names[0]).toBe(names[2]);
    expect(names[0]).not.toBe(names[1]);
  });

  it('may have further answers', () => {
    const mapping = {
      questions: [
        { id: 'comment_step_input_text2', as: 'comment' as const },
        { id: 'dropdown_items', as: 'attribute' as const, name: 'team' },
      ],
    };
    const more = {
      button_text: null,
      button_order: null,
      comment_step_input_text2: 'Oui',
      dropdown_items: ['Sales'],
    };
    expect(read(finished(more), mapping)).toMatchObject([
      { answers: { comment: 'Oui', attributes: { team: 'Sales' } } },
    ]);
  });

  it('may be of a user without an id of yours, or of nobody', () => {
    expect(read(finished({}, {}, { uid: null, email: null, name: null }))).toMatchObject([
      { answers: { customer: { id: 'profile-1' } } },
    ]);
    const data = { response: { id: 'response-1', button_text: 'Hard' }, profile: null };
    expect(read(webhook('response.finished', data))).toMatchObject([
      { order: Date.parse('2026-11-23T11:58:01Z') * 10, answers: { rating: { score: 2 } } },
    ]);
  });
});

const sample = '../shared/payloads/chameleon-1.json';

describe.runIf(existsSync(sample))('the sample of Chameleon', () => {
  it('is a very easy one', () => {
    expect(read(readFileSync(sample))).toMatchObject([
      {
        kind: 'response',
        deliveryId: expect.stringMatching(/^the-source#5fb70dcbc39330000325a81a-/),
        responseId: '5fb7afb5ea19724169374269',
        answers: {
          rating: { metric: 'ces', score: 5, band: 'satisfied' },
          comment: 'I was able to figure it out quickly.',
          submittedAt: Date.parse('2029-12-11T00:28:59.641Z'),
          customer: { id: '92340834', email: 'jane@example.com', name: 'Jane E' },
        },
      },
    ]);
  });
});
