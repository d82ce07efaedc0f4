import { describe, expect, it } from 'vitest';
import type { Call, ProviderExample } from '../../fixtures/providers/example.ts';
import { example, ratingCall, surveyCall } from '../../fixtures/providers/helpscout.ts';
import { answersIn, hasSamples, readCall, sampleOf } from '../../fixtures/providers/reader.ts';
import { providerContract } from './provider.contract.ts';

providerContract(example);

type Mapping = ProviderExample['mapping'];
const read = (call: Call | Buffer, mapping: Mapping = {}) => readCall('helpscout', mapping, call);
const answersOf = (call: Call | Buffer, mapping: Mapping = {}) => answersIn('helpscout', mapping, call);
const csatOf3 = { metric: 'csat', scale: { min: 1, max: 3 } } as const;

describe('a Help Scout rating', () => {
  it.each([
    ['Great', 3, 'satisfied'],
    ['great', 3, 'satisfied'],
    ['Okay', 2, 'neutral'],
    ['Bad', 1, 'dissatisfied'],
    ['not_good', 1, 'dissatisfied'],
  ])('of "%s" is %i of 3', (rating, score, band) => {
    expect(answersOf(ratingCall({ rating })).rating).toMatchObject({ ...csatOf3, score, band });
  });

  it('is as old as its last change', () => {
    expect(read(ratingCall({ modifiedAt: '2026-11-23T11:59:00Z' }))).toMatchObject([
      { responseId: '611', order: Date.parse('2026-11-23T11:59:00Z') * 10 },
    ]);
    expect(read(ratingCall({ modifiedAt: null, createdAt: '2026-11-23T11:58:00' }))).toMatchObject([
      { order: Date.parse('2026-11-23T11:58:00Z') * 10 },
    ]);
  });

  it('may have a comment and no word', () => {
    const answers = answersOf(ratingCall({ rating: null, comments: 'Merci' }));
    expect(answers.comment).toBe('Merci');
    expect(answers).not.toHaveProperty('rating');
  });

  it.each([
    ['none', { id: 4401, emails: [] }, { id: '4401' }],
    [
      'one field of its own',
      { email: 'ana@example.com', firstName: 'Ana' },
      { email: 'ana@example.com', name: 'Ana' },
    ],
    [
      'an empty one first',
      { id: 1, emails: [{ value: '' }, { value: 'b@example.com' }] },
      { id: '1', email: 'b@example.com' },
    ],
  ])('of a customer with %s for e-mails is read', (_, customer, known) => {
    expect(answersOf(ratingCall({ customer })).customer).toEqual(known);
  });

  it('may complain of no response', () => {
    expect(answersOf(ratingCall({ comments: 'No response' })).comment).toBe('No response');
  });

  it('of nobody is a rating', () => {
    expect(answersOf(ratingCall({ customer: null, mailbox: null, comments: null }))).not.toHaveProperty(
      'customer',
    );
    expect(answersOf(ratingCall({ customer: [], mailbox: '' }))).not.toHaveProperty('customer');
    const { customer } = answersOf(ratingCall({ customer: { id: 1, emails: { value: 'x' } } }));
    expect(customer).toEqual({ id: '1' });
  });

  it('contradicts a source that says it were asked on another scale', () => {
    expect(() => read(ratingCall(), { question: { metric: 'csat', scale: { min: 1, max: 5 } } })).toThrow(
      'rating: the body asks csat on 1–3, the configuration csat on 1–5',
    );
  });
});

describe('an answer to a survey of a Help Scout message', () => {
  it('to NPS is its number, whatever Help Scout calls the customer', () => {
    const call = surveyCall({ value: '9', category: 'passive', comment: 'Parfait' });
    expect(answersOf(call, { question: csatOf3 })).toEqual({
      survey: 'Monthly survey',
      rating: {
        metric: 'nps',
        score: 9,
        scale: { min: 0, max: 10 },
        direction: 'higher-is-better',
        band: 'promoter',
      },
      comment: 'Parfait',
      submittedAt: Date.parse('2026-11-23T11:58:00Z'),
      customer: { id: '4401', email: 'ana@example.com', name: 'Ana Roux' },
    });
  });

  it.each([
    ['its name', { Happy: 3, Neutral: 2, Sad: 1 }],
    ['the face', { '😀': 3, '😐': 2, '🙁': 1 }],
  ])('may be a face that the configuration values by %s', (_, choices) => {
    const questions = [{ id: 'value', as: 'rating' as const, question: csatOf3, choices }];
    const call = surveyCall({ value: '🙁', name: 'Sad', category: undefined });
    expect(answersOf(call, { questions }).rating).toMatchObject({ score: 1, band: 'dissatisfied' });
    expect(() => read(call)).toThrow('response.value: expected a number');
  });

  it('may be a choice that is no rating, or a text alone', () => {
    const questions = [{ id: 'value', as: 'attribute' as const, name: 'reason' }];
    const choice = surveyCall({ value: 'Price', category: undefined });
    expect(answersOf(choice, { questions }).attributes).toEqual({ reason: 'Price' });
    const text = surveyCall({ value: undefined, category: undefined, comment: 'Bof' });
    expect(answersOf(text)).toMatchObject({ comment: 'Bof' });
  });

  it('has no id: a customer and the moment name it, and its bytes where nobody is known', () => {
    const idOf = (call: Call) => read(call).map((one) => ('responseId' in one ? one.responseId : undefined));
    const known = surveyCall();
    expect(idOf(known)).toEqual([`survey-4401-${Date.parse('2026-11-23T11:58:00Z')}`]);
    expect(idOf(surveyCall({ comment: 'Bof' }))).toEqual(idOf(known));
    const unknown = surveyCall({}, { _embedded: {} });
    expect(idOf(unknown)).toEqual(idOf(unknown));
    expect(idOf(unknown)).not.toEqual(idOf(surveyCall({ value: '3' }, { _embedded: {} })));
  });

  it('is told from a rating by its shape where the header is missing', () => {
    expect(answersOf(surveyCall().body).rating).toMatchObject({ metric: 'nps' });
    expect(answersOf(ratingCall().body).rating).toMatchObject({ metric: 'csat' });
  });
});

describe.runIf(hasSamples)('Help Scout’s own example', () => {
  it('helpscout-1.json is a satisfied customer’s rating', () => {
    const body = sampleOf('helpscout-1.json');
    expect(read(body)).toMatchObject([
      { responseId: '5434', order: Date.parse('2015-04-14T20:18:33Z') * 10 },
    ]);
    expect(answersOf(body, { hidden: { ticketId: 'attribute' } })).toEqual({
      rating: { ...csatOf3, score: 3, direction: 'higher-is-better', band: 'satisfied' },
      comment: 'he was really helpful',
      submittedAt: Date.parse('2015-04-13T12:34:12Z'),
      customer: { id: '449379', email: 'john.doe@gmail.com', name: 'John Doe' },
      attributes: { ticketId: '1560011' },
    });
  });
});
