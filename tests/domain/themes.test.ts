import { describe, expect, it } from 'vitest';
import { themeFinder } from '../../functions/domain/themes.ts';
import { configuration } from '../fixtures/deliveries.ts';

const find = themeFinder(configuration.themes);

describe('themes of a comment', () => {
  it.each([
    ['Livraison en retard, personne ne répond.', ['delivery', 'support']],
    ['PERSONNE NE REPOND', ['support']],
    ['L’expédition a traîné', ['delivery']],
    ["l'expédition", ['delivery']],
    ['Défectueux, défectueuse', ['quality']],
    ['Les prix sont trop chers', ['price']],
    ['colis abîmés', ['delivery', 'quality']],
    ['aucune  réponse', ['support']],
    ['Rien à dire', []],
    ['un cherubin', []],
    ['', []],
  ])('"%s" are %j in French', (comment, themes) => {
    expect(find(comment, 'fr')).toEqual(themes);
  });

  it.each([
    ['Late deliveries, nobody answers!', ['delivery', 'support']],
    ['The PARCELS were shipped late', ['delivery']],
    ['chocolate and slate', []],
    ['no answers', ['support']],
    ['too expensive', ['price']],
  ])('"%s" are %j in English', (comment, themes) => {
    expect(find(comment, 'en')).toEqual(themes);
  });

  it('are searched in the own language first, in the others when it finds nothing', () => {
    expect(find('Nice agent, prix correct', 'fr')).toEqual(['price']);
    expect(find('nobody answers', 'fr')).toEqual(['support']);
  });

  it('are searched in all languages when the comment’s is unknown or none of ours', () => {
    expect(find('livraison, refund', undefined)).toEqual(['delivery', 'price']);
    expect(find('livraison', 'de')).toEqual(['delivery']);
  });

  describe('go by the words that are listed for them', () => {
    const theme = (id: string, en: readonly string[], fr: readonly string[] = []) => ({
      id,
      name: { en: id, fr: id },
      words: { en: [...en], fr: [...fr] },
    });
    const speaksOf = (words: readonly string[], comment: string) =>
      themeFinder([theme('it', words)])(comment, 'en').length > 0;

    it.each([
      ['essai', 'deux essais', true],
      ['bijoux', 'un bijou', true],
      ['bus', 'les bus', true],
      ['bus', 'no bu', false],
      ['gas', 'a gass', true],
      ['cœur', 'coeurs', true],
      ['coeur', 'CŒUR', true],
      ['ex æquo', 'ex aequo', true],
      ['size 42', 'my size 42', true],
      ['late', 'lateral', false],
      ['late*', 'lateral', true],
      ['late*', 'late', true],
      ['late*', 'lat', false],
      ['*', 'anything at all', false],
    ])('"%s" in "%s": %s', (word, comment, found) => {
      expect(speaksOf([word], comment)).toBe(found);
    });

    it.each([
      ['no answer', 'no answers, no calls', true],
      ['no answer', 'no', false],
      ['no answer', 'answer: no', false],
      ['no answer', 'no good answer', false],
      ['answer* late', 'answering late', true],
      ['answer* late', 'answering lately', false],
      ['wi-fi*', 'the Wi-Fi5', true],
      ['wi-fi*', 'wider fi', false],
    ])('the phrase "%s" in "%s": %s', (phrase, comment, found) => {
      expect(speaksOf([phrase], comment)).toBe(found);
    });

    it('several of which may begin alike', () => {
      const words = ['no answer', 'no call', 'ship*', 'shop*'];
      expect(
        ['no answer', 'no call', 'shipped', 'shopping'].filter((one) => speaksOf(words, one)),
      ).toHaveLength(4);
    });

    it('in the order of the configuration, each once', () => {
      const find = themeFinder([theme('one', ['late']), theme('two', ['price']), theme('three', [])]);
      expect(find('price, price, late and late', 'en')).toEqual(['one', 'two']);
    });

    it('in the comment’s own language alone where that finds one', () => {
      const find = themeFinder([theme('rest', ['pause']), theme('pain', ['ache'], ['pain'])]);
      expect(find('pause, pain', 'en')).toEqual(['rest']);
      expect(find('pause, pain', 'fr')).toEqual(['pain']);
      expect(find('pause, pain', undefined)).toEqual(['rest', 'pain']);
    });
  });

  it('take the same short time on hostile texts', () => {
    const started = performance.now();
    for (const text of [
      'personne ne '.repeat(5000),
      'a'.repeat(60_000),
      'deliver'.repeat(8000),
      'e\u0301'.repeat(30_000),
      ' '.repeat(60_000),
    ])
      find(text, undefined);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
