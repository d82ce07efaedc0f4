import { describe, expect, it } from 'vitest';
import {
  commentLanguage,
  type LanguageClues,
  type LanguageGuess,
  languageCode,
} from '../../functions/domain/comment-language.ts';

/** Words that no list has, so that the guesses decide. */
const silent = 'Zzz';
const guess = (language: string, share: number): LanguageGuess => ({ language, share });
const found = (comment: string, clues: Partial<LanguageClues> = {}) =>
  commentLanguage({ comment, guesses: [], ...clues });
const guessed = (guesses: readonly LanguageGuess[], declared?: string) =>
  found(silent, { guesses, declared });

describe('the words of a comment', () => {
  it.each([
    ['Colis jamais reçu', 'fr'],
    ['J’ai attendu, c’est nul', 'fr'],
    ['Parcel never came', 'en'],
    ['DON’T ORDER HERE', 'en'],
    ['Noch immer nicht da', 'de'],
    ['Muy caro, nadie responde', 'es'],
    ['Il corriere non risponde mai', 'it'],
    ['Niemand reageert, geen antwoord', 'nl'],
    ['Muito caro, ainda não chegou', 'pt'],
  ])('tell the language of "%s": %s', (comment, language) => {
    expect(found(comment)).toBe(language);
  });

  it('outweigh what a detector guesses and what the response declares', () => {
    expect(found('Colis jamais reçu', { guesses: [guess('it', 1)], declared: 'en' })).toBe('fr');
  });

  it('decide by their number', () => {
    expect(found('the parcel, je crois')).toBe('en');
    expect(found('je suis déçu, thanks')).toBe('fr');
  });

  it('of two languages in equal number leave it to the response, where it names one of them', () => {
    const torn = 'never jamais';
    expect(found(torn, { declared: 'en' })).toBe('en');
    expect(found(torn, { declared: 'fr' })).toBe('fr');
    expect(found(torn)).toBeUndefined();
    expect(found(torn, { guesses: [guess('de', 1)], declared: 'es' })).toBe('de');
  });

  it('count in the beginning of a long comment only', () => {
    expect(found(`${'z '.repeat(490)}jamais`)).toBe('fr');
    expect(found(`${'z '.repeat(500)}jamais`)).toBeUndefined();
  });
});

describe('a detector’s guess', () => {
  it('is taken where nothing else speaks, however unsure', () => {
    expect(guessed([guess('sv', 0.01)])).toBe('sv');
    expect(guessed([])).toBeUndefined();
  });

  it('gives way to the declared language below a fifth', () => {
    expect(guessed([guess('sv', 0.2)], 'fr')).toBe('sv');
    expect(guessed([guess('sv', 0.19)], 'fr')).toBe('fr');
  });

  it('gives way to the declared language when the second is close behind', () => {
    expect(guessed([guess('sv', 0.65), guess('da', 0.5)], 'fr')).toBe('sv');
    expect(guessed([guess('sv', 0.64), guess('da', 0.5)], 'fr')).toBe('fr');
  });

  it('counts twice for a language of the house', () => {
    expect(guessed([guess('sv', 0.5), guess('en', 0.3)])).toBe('en');
    expect(guessed([guess('sv', 0.5), guess('en', 0.2)])).toBe('sv');
    expect(guessed([guess('fr', 0.1)], 'de')).toBe('fr');
  });
});

describe('the language that a response declares', () => {
  it('is that of the answer before that of the customer', () => {
    expect(found(silent, { declared: 'fr-CA', locale: 'en_GB' })).toBe('fr');
    expect(found(silent, { declared: 'unknown tongue', locale: 'en_GB' })).toBe('en');
  });

  it('keeps its exactness where the comment agrees', () => {
    expect(guessed([guess('zh', 0.9)], 'zh-TW')).toBe('zh-TW');
    expect(guessed([guess('zh-TW', 0.9)], 'zh')).toBe('zh');
  });

  it.each([
    ['fr_CA', 'fr'],
    [' en_us_POSIX ', 'en'],
    ['zh_Hant_HK', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-CN', 'zh'],
    ['ja-Hant', 'ja'],
    ['gsw', undefined],
    ['français', undefined],
    [`en-x-${'abcdefgh-'.repeat(3)}abc`, 'en'],
    [`en-x-${'abcdefgh-'.repeat(3)}abcd`, undefined],
    [undefined, undefined],
  ])('is read from the tag %s: %s', (tag, code) => {
    expect(languageCode(tag)).toBe(code);
  });
});
