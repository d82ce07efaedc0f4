import { describe, expect, it } from 'vitest';
import { languageCode } from '../../../functions/domain/comment-language.ts';
import { readComment } from '../../../functions/read-comment/read-comment.ts';
import { configuration } from '../../fixtures/deliveries.ts';

const languageOf = (comment: string, language?: string, locale?: string) =>
  readComment(
    { comment, ...(language && { language }), ...(locale && { customer: { locale } }) },
    configuration,
  ).language;

describe('the language of a comment', () => {
  it.each([
    ['Livraison en retard, personne ne répond.', 'fr'],
    ['J’attends mon remboursement depuis trois semaines', 'fr'],
    ['Late delivery, nobody answers and I am still waiting', 'en'],
    ['Die Lieferung kam viel zu spät und niemand antwortet', 'de'],
    ['El pedido llegó tarde y nadie responde', 'es'],
    ['La consegna è arrivata in ritardo e nessuno risponde', 'it'],
    ['配送太慢了，没有人回复我的邮件', 'zh'],
  ])('"%s" is %s', (comment, language) => {
    expect(languageOf(comment)).toBe(language);
  });

  it('is the comment’s own, not the declared one, where it is plain', () => {
    expect(languageOf('Personne ne répond à mes mails depuis trois semaines', 'en')).toBe('fr');
  });

  it.each(['5/5', ':-(', 'Scam', '👎', '...'])('is the declared one where "%s" tells nothing', (comment) => {
    expect(languageOf(comment, 'fr-CA')).toBe('fr');
    expect(languageOf(comment, undefined, 'en_GB')).toBe('en');
    expect(languageOf(comment, 'fr', 'en-GB')).toBe('fr');
  });

  it('is unknown where nothing tells', () => {
    expect(languageOf('👎')).toBeUndefined();
  });

  it('keeps traditional Chinese apart where the response says so', () => {
    expect(languageOf('配送太慢了，没有人回复我的邮件', 'zh-TW')).toBe('zh-TW');
    expect(
      ['zh-Hant', 'zh_HK', 'zh-CN', 'fra', 'EN', 'gsw', 'not a tag', '', 'x'.repeat(99)].map(languageCode),
    ).toEqual(['zh-TW', 'zh-TW', 'zh', 'fr', 'en', undefined, undefined, undefined, undefined]);
  });
});
