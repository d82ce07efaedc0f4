import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../../functions/domain/source.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../fixtures/deliveries.ts';
import { jsonBody, sourceOfExample } from '../../fixtures/providers/example.ts';
import {
  example,
  sparrowAnswer,
  sparrowEvent,
  sparrowSubmission,
} from '../../fixtures/providers/surveysparrow.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

const read = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const source = sourceOfExample({ provider: 'surveysparrow', mapping: { ...example.mapping, ...mapping } });
  return readingsOf({ source: 'the-source', receivedAt: noon, headers: {}, body }, source);
};
const answersOf = (body: Buffer, mapping: Partial<SourceMapping> = {}) => {
  const [reading] = read(body, mapping);
  if (reading?.kind !== 'response') throw new Error('no response was read');
  return reading.answers;
};

const opinion = 1001000645;
const stars = 1001000646;
const why = 1001000647;
const given = [
  sparrowAnswer(stars, 4, { rating_scale: 5 }),
  sparrowAnswer(opinion, 8, { step: 10 }),
  sparrowAnswer(why, 'Rien à redire.'),
];
const said = {
  rating: { score: 8, band: 'satisfied' },
  scores: { [stars]: { score: 4, scale: { min: 1, max: 5 }, band: 'satisfied' } },
  comment: 'Rien à redire.',
};

describe('a SurveySparrow submission', () => {
  it.each([
    ['as it stands', jsonBody(sparrowSubmission(given))],
    ['under data, as the API gives it', jsonBody({ data: sparrowSubmission(given) })],
    ['with its survey beside it', jsonBody({ submission: sparrowSubmission(given), surveyName: 'x' })],
    ['as an event', sparrowEvent(given)],
  ])('is read %s', (_, body) => {
    expect(answersOf(body)).toMatchObject(said);
  });

  it('of 2022 has its answers one level deeper and its times in camel case', () => {
    const { completed_time: completedTime, ...rest } = sparrowSubmission(given);
    const body = jsonBody({
      eventType: 'onSubmissionComplete',
      objectId: 1001001581,
      data: {
        id: 1001001581,
        state: 'COMPLETED',
        answerMap: {},
        customParamMap: { customer_id: 'c-9' },
        transformedSubmission: { ...rest, completedTime },
      },
    });
    expect(answersOf(body)).toMatchObject({
      ...said,
      submittedAt: Date.parse('2026-11-23T11:58:00.000Z'),
      customer: { id: 'c-9' },
    });
  });

  it('comes with others in a list of the API, each a response of its own', () => {
    const other = sparrowSubmission([sparrowAnswer(opinion, '3', { step: 10 })], { id: '77' });
    const body = jsonBody({ data: [sparrowSubmission(given), other], has_next_page: false });
    expect(read(body)).toMatchObject([
      { responseId: '1001001581', answers: said },
      { responseId: '77', answers: { rating: { score: 3, band: 'dissatisfied' } } },
    ]);
  });

  it('of somebody anonymous has no customer; what the browser told is kept where it is configured', () => {
    const answers = answersOf(jsonBody(sparrowSubmission(given)), {
      hidden: { ip: 'attribute', timeZone: 'attribute', browser: 'attribute', deviceType: 'attribute' },
    });
    expect(answers.customer).toBeUndefined();
    expect(answers.attributes).toEqual({ timeZone: 'Europe/Paris', deviceType: 'COMPUTER' });
  });

  it('has questions by whatever id has a number in it', () => {
    const answers = [
      { question_id: '4401_2', answer: 'Bof' },
      { question_id: 'ip', answer: '192.0.2.7' },
      { question_id: '', answer: 'x' },
    ];
    const questions = [
      { id: '4401_2', as: 'comment' },
      { id: 'ip', as: 'attribute', name: 'ip' },
    ] as const;
    const said = answersOf(jsonBody(sparrowSubmission(answers)), { questions: [...questions] });
    expect(said.comment).toBe('Bof');
    expect(said).not.toHaveProperty('attributes.ip');
  });

  it('may have variables in a list, and properties of the contact', () => {
    const body = jsonBody(
      sparrowSubmission(given, {
        variables: [{ name: 'order', value: 'A-77' }, { label: 'shop', value: 3 }, {}, null],
        contact: { id: 5, email: 'ana@example.com', first_name: 'Ana', last_name: 'Pires', tier: 'gold' },
      }),
    );
    const hidden = { order: 'attribute', shop: 'attribute', 'contact.tier': 'attribute' } as const;
    expect(answersOf(body, { hidden })).toMatchObject({
      customer: { email: 'ana@example.com', name: 'Ana Pires' },
      attributes: { order: 'A-77', shop: '3', 'contact.tier': 'gold' },
    });
  });

  it('was asked even what was skipped', () => {
    const body = sparrowEvent([sparrowAnswer(opinion, null, { skipped: true }), sparrowAnswer(7, 'red')]);
    expect(answersOf(body).rating).toBeUndefined();
    const both = sparrowEvent([sparrowAnswer(opinion, 3, { skipped: true })]);
    expect(answersOf(both).rating).toBeUndefined();
  });

  it('has the ids of the choices, and what was written beside "other"', () => {
    const chosen = sparrowAnswer(5, 'Prix', {
      other: false,
      other_choice_text: 'Prix',
      detailed_answer: [{ choice_id: 31, choice_text: 'Prix', img: 'x' }],
    });
    const attribute = [{ id: '5', as: 'attribute' as const, name: 'reason' }];
    expect(answersOf(sparrowEvent([chosen]), { questions: attribute })).toMatchObject({
      attributes: { reason: 'Prix' },
    });
    const csat = { metric: 'csat', scale: { min: 1, max: 3 }, direction: 'higher-is-better' } as const;
    const rating = { id: '5', as: 'rating', question: csat, choices: { '31': 1 }, opensCases: true } as const;
    expect(answersOf(sparrowEvent([chosen]), { questions: [rating] })).toMatchObject({
      rating: { score: 1, band: 'dissatisfied' },
    });
    const other = { ...chosen, answer: 'Autre', other: true, otherTxt: 'Le bruit' };
    expect(answersOf(sparrowEvent([other]), { questions: attribute })).toMatchObject({
      attributes: { reason: 'Le bruit' },
    });
    const several = { ...chosen, answer: ['Prix', 'Bruit'], detailed_answer: null };
    expect(answersOf(sparrowEvent([several]), { questions: attribute })).toMatchObject({
      attributes: { reason: 'Prix, Bruit' },
    });
  });

  it('tells an opinion scale only where it says its start', () => {
    const body = sparrowEvent([sparrowAnswer(opinion, 5, { step: 10, start: 1 })]);
    expect(() => read(body)).toThrow('the body asks csat on 1–10, the configuration csat on 0–10');
    expect(answersOf(sparrowEvent([sparrowAnswer(opinion, 0, { step: 10 })]))).toMatchObject({
      rating: { score: 0, scale: { min: 0, max: 10 } },
    });
  });

  it('says itself that it asked NPS', () => {
    const body = sparrowEvent([sparrowAnswer(opinion, 5, { question_type: 'NPSScore', step: 10 })]);
    expect(() => read(body)).toThrow('the body asks nps on 0–10, the configuration csat on 0–10');
  });

  it('that was answered again is another delivery of the same response', () => {
    const [first] = read(sparrowEvent(given));
    const [second] = read(sparrowEvent(given, { updated_at: '2026-11-23T12:00:00.000Z' }));
    expect(second).toMatchObject({ responseId: '1001001581' });
    expect(second?.deliveryId).not.toBe(first?.deliveryId);
  });

  it('without an id, or with answers that are none, cannot be read', () => {
    expect(() => read(jsonBody(sparrowSubmission(given, { id: null })))).toThrow('id: expected an id');
    expect(() => read(jsonBody({ data: sparrowSubmission(given, { id: null }) }))).toThrow('data.id: ');
    expect(() => read(jsonBody(sparrowSubmission([], { answers: 'x' })))).toThrow('answers: ');
  });
});
