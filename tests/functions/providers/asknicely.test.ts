import { describe, expect, it } from 'vitest';
import { asknicelyBody, example, responded } from '../../fixtures/providers/asknicely.ts';
import type { ProviderExample } from '../../fixtures/providers/example.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = ProviderExample['mapping'];
const nps = { question: { metric: 'nps', scale: { min: 0, max: 10 } } } as const;
const read = (body: Buffer, mapping: Mapping = nps) => readCall('asknicely', mapping, body);
const answersOf = (body: Buffer, mapping: Mapping = nps) => answersIn('asknicely', mapping, body);

describe('an AskNicely response', () => {
  it('is named by response and count, and the later count is the newer', () => {
    expect(read(asknicelyBody({}, { count: 3 }))).toMatchObject([
      { deliveryId: 'the-source#9001-3', responseId: '9001', order: responded * 10 + 3 },
    ]);
    expect(read(asknicelyBody({}, { count: '2' }))).toMatchObject([{ order: responded * 10 + 2 }]);
    expect(read(asknicelyBody({}, { count: 40 }))).toMatchObject([{ order: responded * 10 + 9 }]);
  });

  it('without a count or a time is still read', () => {
    const [reading] = read(asknicelyBody({ responded: null }, { count: null }));
    expect(reading).toMatchObject({ kind: 'response', responseId: '9001' });
    expect(reading).not.toHaveProperty('answers.submittedAt');
    expect(read(asknicelyBody({ score: 3 }, { count: 'first' }))).toMatchObject([{ order: responded * 10 }]);
  });

  it('without a count is told from the next one by what it says', () => {
    const names = [null, 'Bof', null].flatMap((comment) =>
      read(asknicelyBody({ comment }, { count: undefined })).map(({ deliveryId }) => deliveryId),
    );
    expect(names[0]).toBe(names[2]);
    expect(names[0]).not.toBe(names[1]);
  });

  it('keeps a configured time as AskNicely spells it', () => {
    const hidden = { responded: 'attribute', sent: 'attribute' } as const;
    expect(answersOf(asknicelyBody(), { ...nps, hidden }).attributes).toEqual({
      responded: String(responded / 1000),
      sent: String(responded / 1000 - 600),
    });
  });

  it('may be a number where it usually is a text', () => {
    const body = asknicelyBody({ id: 9001, score: 9, responded: responded / 1000 });
    expect(read(body)).toMatchObject([{ responseId: '9001', order: responded * 10 + 1 }]);
    expect(answersOf(body)).toMatchObject({ rating: { score: 9, band: 'promoter' }, submittedAt: responded });
  });

  it('is read on the scale that the source says, as AskNicely asks NPS, CSAT and stars', () => {
    const question = { metric: 'stars', scale: { min: 1, max: 5 } } as const;
    expect(answersOf(asknicelyBody({ score: '5' }), { question }).rating).toMatchObject({
      metric: 'stars',
      band: 'satisfied',
    });
    expect(() => read(asknicelyBody(), {})).toThrow('question.score: expected a metric');
  });

  it('may come without a score', () => {
    const answers = answersOf(asknicelyBody({ score: '', comment: 'Merci' }));
    expect(answers).toMatchObject({ comment: 'Merci' });
    expect(answers).not.toHaveProperty('rating');
  });

  it('may answer follow-up questions, each mapped by the name of its field', () => {
    const questions = [
      { id: 'score', as: 'rating', ...nps },
      { id: 'ai_question_2', as: 'contact-requested' },
      { id: 'scorecard1', as: 'attribute', name: 'praised' },
    ] as const;
    const body = asknicelyBody({ ai_question_2: 'Yes please', scorecard1: 'Speed' });
    expect(answersOf(body, { questions: [...questions] })).toMatchObject({
      contactRequested: true,
      attributes: { praised: 'Speed' },
    });
  });

  it('keeps configured custom fields of person and question, of the same name that of the question', () => {
    const hidden = { tier: 'attribute', segment: 'attribute', branch: 'attribute' } as const;
    const body = asknicelyBody({ branch: 'Lyon' });
    expect(answersOf(body, { ...nps, hidden }).attributes).toEqual({
      tier: 'gold',
      segment: 'shops',
      branch: 'Lyon',
    });
  });

  it('may be of a person without a name or of nobody', () => {
    expect(answersOf(asknicelyBody({}, { person: [] }))).not.toHaveProperty('customer');
    const person = { id: 7, name: '', firstname: 'Ana', lastname: 'Roux' };
    expect(answersOf(asknicelyBody({}, { person })).customer).toEqual({ id: '7', name: 'Ana Roux' });
    expect(answersOf(asknicelyBody({}, { person: null }))).not.toHaveProperty('customer');
  });
});

describe.runIf(hasSamples)('AskNicely’s own example', () => {
  it('asknicely-1.json is a promoter’s response', () => {
    const at = 1_774_990_125_000;
    expect(read(sampleOf('asknicely-1.json'))).toMatchObject([{ responseId: '345094', order: at * 10 + 1 }]);
    expect(answersOf(sampleOf('asknicely-1.json'))).toEqual({
      survey: 'Default',
      channel: 'email',
      rating: {
        metric: 'nps',
        score: 10,
        scale: { min: 0, max: 10 },
        direction: 'higher-is-better',
        band: 'promoter',
      },
      comment: 'The gym was great, love it!',
      submittedAt: at,
      customer: { id: '163012', email: 'tester@asknice.ly', name: 'Firstname Lastname' },
    });
  });
});
