import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standard } from '../../../functions/providers/standard.ts';
import { typeform } from '../../../functions/providers/typeform.ts';
import {
  sourceOf,
  standardDelivery,
  typeformAnswer,
  typeformBody,
  typeformDelivery,
} from '../../fixtures/deliveries.ts';

const read = (body: Buffer) => typeform.read(typeformDelivery(body), sourceOf('typeform-nps'));
const answersOf = (body: Buffer) => {
  const [reading] = read(body);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};
const submitted = Date.parse('2026-11-23T11:58:00Z');

describe('a Typeform response', () => {
  it('is read whole', () => {
    const body = typeformBody(
      [
        typeformAnswer('email', 'email', 'ana@example.com'),
        typeformAnswer('why', 'text', 'Trop long.'),
        typeformAnswer('recommend', 'number', 4),
        typeformAnswer('call-me', 'boolean', true),
        typeformAnswer('shop', 'choice', { id: 'c1', ref: 'r1', label: 'Lyon' }),
        typeformAnswer('unmapped', 'text', 'not ours'),
      ],
      {
        hidden: {
          email: 'other@example.com',
          customer_id: 'c-9',
          language: 'fr',
          owner: 'lea@example.com',
          more: 'x',
          name: '',
        },
      },
    );
    expect(read(body)).toEqual([
      {
        kind: 'response',
        deliveryId: 'typeform-nps#01EVENT',
        responseId: 'token-1',
        order: submitted * 10 + 2,
        answers: {
          survey: 'yearly',
          rating: {
            metric: 'nps',
            score: 4,
            scale: { min: 0, max: 10 },
            direction: 'higher-is-better',
            band: 'detractor',
          },
          comment: 'Trop long.',
          language: 'fr',
          submittedAt: submitted,
          contactRequested: true,
          customer: { id: 'c-9', email: 'ana@example.com' },
          attributes: { owner: 'lea@example.com', shop: 'Lyon' },
        },
      },
    ]);
  });

  it('joins answers to questions by id or ref, whatever was skipped and in whatever order', () => {
    const byId = { type: 'number', number: 9, field: { id: 'recommend', type: 'opinion-scale' } };
    expect(answersOf(typeformBody([typeformAnswer('shop', 'text', 'Lyon'), byId]))).toMatchObject({
      rating: { score: 9 },
      attributes: { shop: 'Lyon' },
    });
  });

  it('of 2016 has no refs and only labels', () => {
    const body = typeformBody(
      [
        { type: 'number', number: 0, field: { id: 'recommend', type: 'opinion-scale' } },
        {
          type: 'choices',
          choices: { labels: ['Lyon', 'Nice'], other: 'Metz' },
          field: { id: 'shop', type: 'multiple-choice' },
        },
      ],
      { definition: undefined, landed_at: undefined },
    );
    expect(answersOf(body)).toMatchObject({
      rating: { score: 0, band: 'detractor' },
      attributes: { shop: 'Lyon, Nice, Metz' },
    });
  });

  it('in the making is older than when it is done, even without a time of its own', () => {
    const partial = typeformBody(
      [typeformAnswer('recommend', 'number', 2)],
      { submitted_at: null },
      { event_type: 'form_response_partial' },
    );
    expect(read(partial)).toMatchObject([
      { kind: 'response', order: Date.parse('2026-11-23T11:50:00Z') * 10 + 1 },
    ]);
  });

  it('may have no answers yet', () => {
    expect(answersOf(typeformBody([]))).toEqual({ survey: 'yearly', submittedAt: submitted });
  });

  it.each([
    ['Oui, rappelez-moi', true],
    ['No thanks', false],
  ])('may ask for contact by the choice "%s"', (label, wish) => {
    expect(answersOf(typeformBody([typeformAnswer('call-me', 'choice', { label })])).contactRequested).toBe(
      wish,
    );
  });

  it.each([
    [
      'a score as a label',
      [typeformAnswer('recommend', 'choice', { label: '9' })],
      'form_response.answers.0.number: expected a number',
    ],
    ['a score as a text', [typeformAnswer('recommend', 'text', '9')], 'answers.0.number: '],
    [
      'a score beyond its scale',
      [typeformAnswer('shop', 'text', 'Lyon'), typeformAnswer('recommend', 'number', 11)],
      'answers.1: expected a score',
    ],
    [
      'a wish that is neither yes nor no',
      [typeformAnswer('call-me', 'choice', { label: 'Peut-être' })],
      'answers.0: expected yes or no',
    ],
  ])('with %s cannot be read', (_, answers, message) => {
    expect(() => read(typeformBody(answers))).toThrow(message);
  });

  it('to a form without any mapped question cannot be read', () => {
    const body = typeformBody([typeformAnswer('colour', 'text', 'red')], {
      definition: { fields: [{ id: 'id-colour', ref: 'colour' }] },
    });
    expect(() => read(body)).toThrow(
      'form_response.definition.fields: expected one of the configured questions',
    );
  });

  it.each(['token', 'answers'])('with a %s of another kind cannot be read', (name) => {
    expect(() => read(typeformBody([], { [name]: 'x'.repeat(2000) }))).toThrow(`form_response.${name}: `);
  });
});

describe('a Typeform call that is no response', () => {
  it('is the test that the form’s owner sent', () => {
    const body = typeformBody([
      typeformAnswer('email', 'email', 'an_account@example.com'),
      typeformAnswer('why', 'text', 'Lorem ipsum dolor'),
      typeformAnswer('recommend', 'number', 2),
    ]);
    expect(read(body)).toEqual([{ kind: 'nothing', deliveryId: 'typeform-nps#01EVENT', reason: 'test' }]);
  });

  it('is not taken for a test when somebody wrote something', () => {
    const body = typeformBody([
      typeformAnswer('email', 'email', 'an_account@example.com'),
      typeformAnswer('why', 'text', 'Bof'),
    ]);
    expect(read(body)).toMatchObject([{ kind: 'response' }]);
  });

  it('is an event of another type', () => {
    expect(read(typeformBody([], {}, { event_type: 'form_view' }))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });
});

const samples = '../shared/payloads';
const names = existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.json')) : [];

describe.runIf(names.length > 0)('bodies that public sources show', () => {
  const form = { ...sourceOf('typeform-nps'), hidden: {} };
  const mapped = (file: string) => {
    const body = readFileSync(`${samples}/${file}`);
    const ids = [...body.toString().matchAll(/"id": "(\w+)",\s+"(?:type|ref)"/g)].map(([, id]) => id ?? '');
    const questions = [...new Set(ids)].map(
      (id) => ({ id, as: 'attribute', name: `q-${id.toLowerCase()}` }) as const,
    );
    return { body, source: { ...form, questions } };
  };

  it.each(names.filter((name) => name.startsWith('typeform-')))(
    '%s is read with its questions mapped',
    (file) => {
      const { body, source } = mapped(file);
      const [reading] = typeform.read(typeformDelivery(body), source);
      expect(reading).toMatchObject({ kind: 'response', answers: { attributes: expect.anything() } });
    },
  );

  it.each(names.filter((name) => name.startsWith('standard-webhooks-')))('%s is another’s event', (file) => {
    const body = readFileSync(`${samples}/${file}`);
    expect(standard.read(standardDelivery(body), sourceOf('support'))).toMatchObject([
      { kind: 'nothing', reason: 'unsupported-event' },
    ]);
  });

  it.each(names)('%s is understood or refused, never an accident', (file) => {
    const body = readFileSync(`${samples}/${file}`);
    for (const attempt of [
      () => typeform.read(typeformDelivery(body), form),
      () => standard.read(standardDelivery(body), sourceOf('support')),
    ])
      try {
        attempt();
      } catch (error) {
        expect(error).toHaveProperty('name', 'UnreadableBodyError');
      }
  });
});
