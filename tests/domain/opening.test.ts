import { describe, expect, it } from 'vitest';
import type { Answers, Feedback, Sentiment } from '../../functions/domain/feedback.ts';
import { decideOpening } from '../../functions/domain/opening.ts';
import { rate } from '../../functions/domain/rating.ts';
import { configuration } from '../fixtures/deliveries.ts';

const nps = { metric: 'nps', scale: { min: 0, max: 10 }, direction: 'higher-is-better' } as const;

function opening(answers: Answers, more: Partial<Feedback> = {}) {
  const feedback: Feedback = {
    id: 's#r',
    source: 'post-purchase',
    responseId: 'r',
    revision: 1,
    receivedAt: 0,
    order: 1,
    themes: [],
    answers,
    ...more,
  };
  return decideOpening(feedback, configuration);
}
const detractor = { rating: rate(2, nps) };
const negative = (confidence: number): Partial<Feedback> => {
  const sentiment: Sentiment = { label: 'negative', confidence, language: 'fr' };
  return { sentiment };
};

describe('a case', () => {
  it('is opened by the first rule that holds, with its priority', () => {
    expect(opening(detractor)).toEqual({
      type: 'opened',
      rule: 'detractor',
      priority: 'normal',
      owner: 'emma@example.com',
      ownerFrom: 'fallback',
      team: 'care',
    });
    expect(opening({ ...detractor, attributes: { tier: 'gold' } })).toMatchObject({
      rule: 'gold-detractor',
      priority: 'high',
      tier: 'gold',
    });
    expect(opening({ ...detractor, contactRequested: true })).toMatchObject({ rule: 'please-contact-me' });
  });

  it('is not opened where no rule holds', () => {
    expect(opening({ rating: rate(9, nps) })).toBeUndefined();
    expect(opening({ comment: 'bof' })).toBeUndefined();
    expect(opening({ contactRequested: false })).toBeUndefined();
    expect(opening({}, { deleted: true, ...negative(1) })).toBeUndefined();
  });

  it('is opened by a comment that is negative beyond doubt', () => {
    expect(opening({ comment: 'x' }, negative(0.85))).toMatchObject({ rule: 'strongly-negative' });
    expect(opening({ comment: 'x' }, negative(0.84))).toBeUndefined();
  });

  it('needs every condition of a rule', () => {
    const rules = [
      {
        id: 'both',
        when: { scoreAtMost: 3, themes: ['price'], metrics: ['nps' as const] },
        priority: 'urgent' as const,
      },
    ];
    const feedback: Feedback = {
      id: 'i',
      source: 's',
      responseId: 'r',
      revision: 1,
      receivedAt: 0,
      order: 1,
      themes: ['price'],
      answers: detractor,
    };
    expect(decideOpening(feedback, { ...configuration, rules })).toMatchObject({ rule: 'both' });
    expect(decideOpening({ ...feedback, themes: [] }, { ...configuration, rules })).toBeUndefined();
    expect(decideOpening({ ...feedback, answers: {} }, { ...configuration, rules })).toBeUndefined();
  });
});

describe('its owner', () => {
  const named = (owner: string) =>
    opening({ ...detractor, attributes: { owner } }, { themes: ['quality', 'delivery'], source: 'support' });

  it.each([
    [' Lea@Example.com ', 'lea@example.com'],
    ['new.colleague@example.com', 'new.colleague@example.com'],
  ])('is who the response names: "%s"', (owner, expected) => {
    expect(named(owner)).toMatchObject({ owner: expected, ownerFrom: 'response', team: 'care' });
  });

  it.each([
    'mallory@evil.example',
    'x@example.com.evil.example',
    'a@evil.example@example.com',
    'a b@example.com',
    'a@example.com\nbcc:b',
    'example.com',
    '',
    '@example.com',
  ])('is not "%s", whom only a forged field can name', (owner) => {
    expect(named(owner)).toMatchObject({ owner: 'noe@example.com', ownerFrom: 'survey' });
  });

  it('is the survey’s, then that of the first theme which has one', () => {
    expect(opening(detractor, { source: 'support', themes: ['delivery'] })).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'survey',
    });
    expect(opening(detractor, { themes: ['quality', 'delivery'] })).toMatchObject({
      owner: 'lea@example.com',
      ownerFrom: 'theme',
    });
  });
});

describe('a response with several scores', () => {
  const csat = { metric: 'csat', scale: { min: 1, max: 5 }, direction: 'higher-is-better' } as const;
  const mapped = (helpOpens: boolean) => {
    const [name, source] = ['mapped', configuration.sources['typeform-nps']] as const;
    if (!source) throw new Error('no source');
    const questions = [
      { id: 'recommend', as: 'rating', question: nps, opensCases: true },
      { id: 'help', as: 'rating', question: csat, opensCases: helpOpens },
    ] as const;
    return { ...configuration, sources: { [name]: { ...source, questions: [...questions] } } };
  };
  const content = { rating: rate(9, nps), scores: { help: rate(1, csat) } };
  const feedback = (answers: Answers): Feedback => ({
    id: 's#r',
    source: 'mapped',
    responseId: 'r',
    revision: 1,
    receivedAt: 0,
    order: 1,
    themes: [],
    answers,
  });

  it('opens a case by whichever of them a rule is about', () => {
    expect(decideOpening(feedback(content), mapped(true))).toMatchObject({ rule: 'dissatisfied' });
  });

  it('opens none by a score that may not', () => {
    expect(decideOpening(feedback(content), mapped(false))).toBeUndefined();
    expect(decideOpening(feedback({ ...content, rating: rate(3, nps) }), mapped(false))).toMatchObject({
      rule: 'detractor',
    });
  });

  it('must meet all of a rule’s conditions on scores with one and the same score', () => {
    const rules = [
      { id: 'low-nps', when: { metrics: ['nps' as const], scoreAtMost: 3 }, priority: 'high' as const },
    ];
    expect(decideOpening(feedback(content), { ...mapped(true), rules })).toBeUndefined();
  });
});
