import { describe, expect, it } from 'vitest';
import { providerNamed } from '../../../functions/providers/providers.ts';
import { jsonBody, type ProviderExample } from '../../fixtures/providers/example.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { example, wootricForm, wootricJson } from '../../fixtures/providers/wootric.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = ProviderExample['mapping'];
const read = (body: Buffer, mapping: Mapping = {}) => readCall('wootric', mapping, body);
const answersOf = (body: Buffer, mapping: Mapping = {}) => answersIn('wootric', mapping, body);
const ofMode = (survey_mode: string, score: string) => wootricForm({ score }, { survey_mode });
const csatOf5 = { question: { metric: 'csat', scale: { min: 1, max: 5 } } } as const;

describe('a Wootric response', () => {
  it('says the same as a form and as JSON', () => {
    const form = wootricForm({ text: 'Bof' }, { survey_mode: 'NPS' });
    const json = wootricJson({ text: 'Bof' });
    expect(answersOf(json)).toEqual({
      ...answersOf(form),
      submittedAt: Date.parse('2026-11-23T11:58:00.250Z'),
    });
    expect(read(json)).toMatchObject([{ kind: 'response', responseId: '5501' }]);
  });

  it.each([
    ['2026-11-23 03:58:00 -0800', '2026-11-23T11:58:00Z'],
    ['2026-11-23 17:28:00 +0530', '2026-11-23T11:58:00Z'],
    ['2026-11-23 11:58:00 UTC', '2026-11-23T11:58:00Z'],
    ['2026-11-23 11:58:00.125 UTC', '2026-11-23T11:58:00.125Z'],
    ['2026-11-23T12:58:00.125+01:00', '2026-11-23T11:58:00.125Z'],
  ])('of %s was given at that moment', (written, moment) => {
    const body = wootricForm({ created_at: written, updated_at: written });
    const at = Date.parse(moment);
    expect(read(body)).toMatchObject([{ order: at * 10 + 1, answers: { submittedAt: at } }]);
  });

  it('is as old as its last change, and a change is newer than the score of the same second', () => {
    const at = Date.parse('2026-11-23T11:59:10Z');
    const times = { updated_at: '2026-11-23 12:59:10 +0100' };
    expect(read(wootricForm(times))).toMatchObject([{ order: at * 10 + 1 }]);
    expect(read(wootricForm(times, { event_name: 'updated' }))).toMatchObject([
      { order: at * 10 + 2, answers: { submittedAt: Date.parse('2026-11-23T11:58:00Z') } },
    ]);
  });

  it.each([
    ['NPS', '9', { metric: 'nps', scale: { min: 0, max: 10 }, band: 'promoter' }],
    ['ces', '2', { metric: 'ces', scale: { min: 1, max: 7 }, band: 'dissatisfied' }],
    ['CSAT', '5', { metric: 'csat', scale: { min: 1, max: 5 }, band: 'satisfied' }],
  ])('to a survey of %s is a score of it, though the source’s question is another', (mode, score, rating) => {
    expect(answersOf(ofMode(mode, score), csatOf5).rating).toMatchObject(rating);
  });

  it('to a CSAT survey is not read without its scale, of which Wootric has two', () => {
    expect(() => read(ofMode('CSAT', '4'))).toThrow('response.score: expected a scale');
  });

  it('without a survey mode is NPS unless the source’s question says otherwise', () => {
    const old = wootricForm({ score: '5' });
    expect(answersOf(old).rating).toMatchObject({ metric: 'nps', score: 5, band: 'detractor' });
    expect(answersOf(old, csatOf5).rating).toMatchObject({ metric: 'csat', score: 5, band: 'satisfied' });
  });

  it('may come without a score', () => {
    const answers = answersOf(wootricForm({ score: '', text: 'Pas d’avis chiffré.' }));
    expect(answers).not.toHaveProperty('rating');
    expect(answers.comment).toBe('Pas d’avis chiffré.');
  });

  it('counts even where Wootric leaves it out of its calculations, and can tell so', () => {
    const hidden = { excluded_from_calculations: 'attribute', plan: 'attribute' } as const;
    for (const body of [
      wootricForm({ excluded_from_calculations: 'true' }),
      wootricJson({ excluded_from_calculations: true }),
    ])
      expect(answersOf(body, { hidden }).attributes).toEqual({
        plan: 'Gold & more',
        excluded_from_calculations: 'true',
      });
  });

  it('names the customer by the company’s own id, else by Wootric’s', () => {
    expect(answersOf(wootricForm({ external_id: '' })).customer?.id).toBe('88');
    expect(answersOf(wootricJson({ external_id: null, email: null })).customer).toEqual({ id: '88' });
  });

  it('may have each field on a line of its own, as in the manual', () => {
    const lines = Buffer.from(`${String(wootricForm({ text: 'Bof' })).replaceAll('&', '&\n')}\n`);
    expect(answersOf(lines)).toEqual(answersOf(wootricForm({ text: 'Bof' })));
  });

  it('may have percent-encoded brackets and no properties', () => {
    const body = Buffer.from(
      'response%5Bid%5D=5501&response%5Bscore%5D=0&event_name=created&survey_mode=NPS',
    );
    expect(answersOf(body)).toMatchObject({ rating: { score: 0, band: 'detractor' } });
    expect(answersOf(wootricJson({ end_user_properties: null }))).toMatchObject({ rating: { score: 3 } });
  });

  it.each([
    ['a time that is none', wootricForm({ updated_at: 'yesterday' }), 'response.updated_at: expected a time'],
    ['a score in words', wootricForm({ score: 'nine' }), 'response.score: expected a number'],
    ['no event', Buffer.from('response[id]=1'), 'event_name: '],
    ['JSON that is none', Buffer.from('{"response"'), 'body: expected JSON'],
  ])('with %s cannot be read', (_, body, message) => {
    expect(() => read(body)).toThrow(message);
  });

  it('cannot reach prototypes by the names of its properties', () => {
    const body = wootricForm({ 'end_user_properties][__proto__': 'x', __proto__x: 'y' });
    expect(read(body)).toMatchObject([{ kind: 'response' }]);
    expect({}).not.toHaveProperty('x');
  });
});

describe('a Wootric call', () => {
  it('is believed by a signature of its bytes, not of what they decode to', () => {
    const { authentication } = providerNamed('wootric');
    const body = wootricForm();
    const { headers = {} } = example.sign({ body }, example.secret, 0);
    const request = { method: 'POST', url: '', headers, body };
    expect(authentication.isAuthentic(request, [example.secret], 0)).toBe(true);
    const decoded = Buffer.from(decodeURIComponent(String(body)));
    expect(authentication.isAuthentic({ ...request, body: decoded }, [example.secret], 0)).toBe(false);
  });

  it('of a decline is a dismissal in JSON, too', () => {
    const body = jsonBody({ decline: { id: 19 }, event_name: 'created', survey_mode: 'NPS' });
    expect(read(body)).toMatchObject([{ kind: 'nothing', reason: 'dismissed' }]);
  });
});

describe.runIf(hasSamples)('Wootric’s own example', () => {
  it('wootric-1.form.txt is a passive response without a comment', () => {
    const body = sampleOf('wootric-1.form.txt');
    const at = Date.parse('2016-08-04T20:57:26Z');
    const hidden = { pricing_plan: 'attribute', product_plan: 'attribute' } as const;
    expect(read(body, { hidden })).toMatchObject([
      { kind: 'response', responseId: '1128', order: at * 10 + 1 },
    ]);
    expect(answersOf(body, { hidden })).toEqual({
      survey: '1146',
      rating: {
        metric: 'nps',
        score: 7,
        scale: { min: 0, max: 10 },
        direction: 'higher-is-better',
        band: 'passive',
      },
      submittedAt: at,
      customer: { id: '123abc', email: 'nps@example.com' },
      attributes: { pricing_plan: 'Enterprise', product_plan: 'Web App' },
    });
  });
});
