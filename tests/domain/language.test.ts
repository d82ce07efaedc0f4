import { describe, expect, it } from 'vitest';
import { houseLanguage } from '../../functions/domain/language.ts';

describe('the language in which Retour writes to somebody', () => {
  it.each([
    ['en', 'en'],
    ['fr-CA', 'fr'],
    ['FR_be', 'fr'],
    ['EN', 'en'],
  ])('is theirs for "%s": %s', (tag, language) => {
    expect(houseLanguage(tag, 'en')).toBe(language);
    expect(houseLanguage(tag, 'fr')).toBe(language);
  });

  it.each(['de', 'french', 'x-fr', '', undefined])('is the brand’s for "%s"', (tag) => {
    expect(houseLanguage(tag, 'fr')).toBe('fr');
    expect(houseLanguage(tag, 'en')).toBe('en');
  });
});
