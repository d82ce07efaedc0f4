import { describe, expect, it } from 'vitest';
import type { ProviderExample } from '../../fixtures/providers/example.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { effort, example, main, satismeterBody, why } from '../../fixtures/providers/satismeter.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = ProviderExample['mapping'];
const read = (body: Buffer, mapping: Mapping = {}) => readCall('satismeter', mapping, body);
const answersOf = (body: Buffer, mapping: Mapping = {}) => answersIn('satismeter', mapping, body);
const begun = Date.parse('2026-11-23T11:58:00.250Z');
const csat = { metric: 'csat', scale: { min: 1, max: 5 } } as const;
const ces = { metric: 'ces', scale: { min: 1, max: 7 } } as const;
const nps = { metric: 'nps', scale: { min: 0, max: 10 } } as const;

describe('a SatisMeter response', () => {
  it('is the rating that the customer chose, not SatisMeter’s -100 to 100, nor its category', () => {
    const body = satismeterBody({ score: 100, category: 'promoter' });
    expect(answersOf(body).rating).toMatchObject({ metric: 'nps', score: 2, band: 'detractor' });
  });

  it.each(['rating', 'q-main', 'SM_rating'])(
    'has its main question twice in the body, and once in what it says when it is mapped as %s',
    (id) => {
      for (const questions of [[], [{ id, as: 'rating' as const, question: nps }]]) {
        const answers = answersOf(satismeterBody(), { questions });
        expect(answers.rating).toMatchObject({ score: 2 });
        expect(answers).not.toHaveProperty('scores');
      }
    },
  );

  it('has further scores where they are mapped, by the metric that each answer names', () => {
    const body = satismeterBody({
      answers: [
        { ...main, metric: 'nps', value: 9 },
        { ...effort, value: 6 },
        { id: 'q-smile', type: 'smiley', metric: 'csat', value: 1 },
        { id: 'q-plain', type: 'scale', value: 4 },
      ],
    });
    const mapping: Mapping = {
      questions: [
        { id: 'rating', as: 'rating', question: nps },
        { id: 'q-effort', as: 'rating', question: ces },
        { id: 'q-smile', as: 'rating', question: csat },
        { id: 'q-plain', as: 'attribute', name: 'plain' },
      ],
    };
    expect(answersOf(body, mapping)).toMatchObject({
      rating: { metric: 'nps', score: 9, band: 'promoter' },
      scores: { 'q-effort': { score: 6, band: 'satisfied' }, 'q-smile': { score: 1, band: 'dissatisfied' } },
      attributes: { plain: '4' },
    });
  });

  it('whose metric is not the mapped one cannot be read', () => {
    const questions = [{ id: 'q-effort', as: 'rating', question: csat } as const];
    const body = satismeterBody({ answers: [{ ...effort, value: 4 }] });
    expect(() => read(body, { questions })).toThrow('response.answers.0.value: expected a scale');
  });

  it('of another survey of the project is read by the metric that its body names', () => {
    const ofMetric = (metric: string, value: number) =>
      satismeterBody({ rating: value, answers: [{ ...main, metric, value }] });
    expect(answersOf(ofMetric('csat', 2), { question: csat }).rating).toMatchObject({ band: 'dissatisfied' });
    expect(answersOf(ofMetric('nps', 9), { question: csat }).rating).toMatchObject({ band: 'promoter' });
    expect(() => read(ofMetric('ces', 4), { question: csat })).toThrow('expected a scale');
  });

  it('of 2015 names no metric: it is NPS when it sorts the customer, else what the source’s question says', () => {
    const old = (category?: string) =>
      satismeterBody(
        { rating: 4, category, answers: [{ id: 'q-why', value: 'Bof' }] },
        { campaign: undefined },
      );
    expect(answersOf(old('detractor')).rating).toMatchObject({ metric: 'nps', score: 4 });
    expect(answersOf(old(), { question: csat }).rating).toMatchObject({ metric: 'csat', band: 'satisfied' });
    expect(() => read(old())).toThrow('response.rating: expected a metric');
    const unnamed = satismeterBody({ answers: [{ ...main, value: 3 }], category: 'detractor' });
    expect(answersOf(unnamed).rating).toMatchObject({ metric: 'nps', score: 3 });
  });

  it('that is fuller is newer, and a completed one newer than one that was closed or is pending', () => {
    const orders = [
      satismeterBody({ dismissed: true }, { event: 'dismissed' }),
      satismeterBody({ pending: true, answers: [{ ...main, value: 2 }, why, { ...effort, value: 3 }] }),
      satismeterBody(),
      satismeterBody({ feedback: 'Bof' }),
    ].map((body) => read(body, { question: nps }).map((one) => ('order' in one ? one.order : 0)));
    expect(orders).toEqual([[begun * 10 + 1], [begun * 10 + 2], [begun * 10 + 6], [begun * 10 + 7]]);
  });

  it('that was closed after the score is a response all the same, also to a form that is mapped otherwise', () => {
    const body = satismeterBody(
      { rating: null, answers: [{ id: 'q-colour', value: 'red' }], dismissed: true },
      { event: 'dismissed' },
    );
    const questions = [{ id: 'q-effort', as: 'rating', question: ces } as const];
    expect(read(body, { questions })).toMatchObject([{ kind: 'response', answers: { channel: 'In-app' } }]);
  });

  it.each([
    ['No response', undefined],
    ['', undefined],
    [1234, '1234'],
  ])('of a user with the id "%s" names the customer accordingly', (userId, id) => {
    const { customer } = answersOf(satismeterBody({ user: { userId, email: 'ana@example.com' } }));
    expect(customer).toEqual({ email: 'ana@example.com', ...(id !== undefined && { id }) });
  });

  it('names whom the company does not know by SatisMeter’s own id', () => {
    const user = { id: 'u-71', userId: 'No response' };
    expect(answersOf(satismeterBody({ user })).customer).toMatchObject({ id: 'u-71' });
    expect(answersOf(satismeterBody({ user: [], campaign: 'camp-7' }, { campaign: '' })).survey).toBe(
      'camp-7',
    );
  });

  it('may be anonymous, and may know the person by traits alone', () => {
    expect(answersOf(satismeterBody({ user: null }, { traits: undefined }))).not.toHaveProperty('customer');
    const traits = { email: 'ana@example.com', name: 'Ana' };
    expect(answersOf(satismeterBody({ user: {} }, { traits })).customer).toEqual(traits);
  });

  it('keeps configured traits, nested ones by dotted names, and groups', () => {
    const hidden = { 'custom.plan': 'attribute', 'groups.company': 'attribute' } as const;
    expect(answersOf(satismeterBody(), { hidden }).attributes).toEqual({
      'custom.plan': 'gold',
      'groups.company': 'merle',
    });
  });

  it.each([
    ['an id', 'camp-7'],
    ['an object', { id: 'camp-7', title: 'x' }],
  ])('may name its campaign by %s', (_, campaign) => {
    expect(answersOf(satismeterBody({ campaign }, { campaign: undefined })).survey).toBe('camp-7');
  });
});

describe.runIf(hasSamples)('what SatisMeter sends', () => {
  it('satismeter-1.json of 2015 is a promoter’s response', () => {
    const answers = answersOf(sampleOf('satismeter-1.json'));
    expect(answers).toEqual({
      channel: 'In-app',
      rating: { ...nps, score: 9, direction: 'higher-is-better', band: 'promoter' },
      comment: 'You are awesome!',
      submittedAt: Date.parse('2015-07-31T19:48:07.648Z'),
      customer: { id: '1234', email: 'homer@simpson.com', name: 'Homer Simpson' },
    });
  });

  it('satismeter-3.json is a detractor’s response with two more scores', () => {
    const mapping: Mapping = {
      questions: [
        { id: 'rating', as: 'rating', question: nps },
        { id: '1dc53f60-66a0-11ed-856c-6f39711bf041', as: 'rating', question: ces },
        { id: '24c5b290-66a0-11ed-856c-6f39711bf041', as: 'rating', question: csat },
        { id: '4b435da0-66a0-11ed-856c-6f39711bf041', as: 'attribute', name: 'several' },
      ],
      hidden: { 'custom.key1': 'attribute' },
    };
    expect(answersOf(sampleOf('satismeter-3.json'), mapping)).toMatchObject({
      survey: 'NPS Survey',
      rating: { metric: 'nps', score: 5, band: 'detractor' },
      scores: {
        '1dc53f60-66a0-11ed-856c-6f39711bf041': { metric: 'ces', score: 4, band: 'neutral' },
        '24c5b290-66a0-11ed-856c-6f39711bf041': { metric: 'csat', score: 4, band: 'satisfied' },
      },
      comment: 'Many things to imporve',
      language: 'en',
      customer: { email: 'john@doe.com', name: 'John Doe' },
      attributes: { several: 'a1, b1', 'custom.key1': 'v1' },
    });
  });
});
