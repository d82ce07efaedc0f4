import { describe, expect, it } from 'vitest';
import { languageOf, ratingsOf, spokeAt } from '../../functions/domain/feedback.ts';
import { csatOf, day, noon, npsOf, said } from './a-rule.ts';

describe('the scores of a response', () => {
  it('are all that it has, the main one first', () => {
    const scores = { help: csatOf(2), price: csatOf(5) };
    expect(ratingsOf({ scores, rating: npsOf(9) })).toEqual([npsOf(9), csatOf(2), csatOf(5)]);
    expect(ratingsOf({ scores })).toEqual([csatOf(2), csatOf(5)]);
    expect(ratingsOf({})).toEqual([]);
  });
});

describe('a customer', () => {
  it('spoke when the tool says so, else when their answer came', () => {
    expect(spokeAt(said({ submittedAt: noon - day }))).toBe(noon - day);
    expect(spokeAt(said())).toBe(noon);
  });

  it('is answered in the language of their comment, else of their answer, else of themselves', () => {
    const customer = { locale: 'it-IT' };
    expect(languageOf(said({ language: 'fr', customer }, { language: 'de' }))).toBe('de');
    expect(languageOf(said({ language: 'fr', customer }))).toBe('fr');
    expect(languageOf(said({ customer }))).toBe('it-IT');
    expect(languageOf(said())).toBeUndefined();
  });
});
