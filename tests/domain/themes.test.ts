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
