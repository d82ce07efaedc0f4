import { expect, it } from 'vitest';
import { dominantLanguages } from '../../local/engines/languages.ts';
import { readSentiment } from '../../local/engines/sentiment.ts';

it.each([
  ['fr', 'Livraison en retard, personne ne répond.', 'NEGATIVE'],
  ['fr', 'Colis cassé, je veux un remboursement', 'NEGATIVE'],
  ['fr', "Ce n'est pas bon du tout", 'NEGATIVE'],
  ['fr', 'Je ne recommande pas', 'NEGATIVE'],
  ['fr', 'Très bon service, rapide et efficace, merci !', 'POSITIVE'],
  ['fr', 'Rien à redire, parfait', 'POSITIVE'],
  ['fr', 'Produit super mais livraison trop longue et service injoignable', 'MIXED'],
  ['fr', 'Commande reçue mardi', 'NEUTRAL'],
  ['en', 'The delivery was late and nobody answers', 'NEGATIVE'],
  ['en', "It doesn't work", 'NEGATIVE'],
  ['en', 'The app is not intuitive', 'NEGATIVE'],
  ['en', 'Great product, fast delivery, thanks', 'POSITIVE'],
  ['en', 'I like the product but the support is terrible', 'MIXED'],
  ['en', 'ok', 'NEUTRAL'],
])('reads in %s: %s', (language, text, expected) => {
  const { Sentiment, SentimentScore } = readSentiment(text, language);
  expect(Sentiment).toBe(expected);
  const sum = Object.values(SentimentScore).reduce((total, score) => total + score, 0);
  expect(sum).toBeCloseTo(1, 3);
});

it.each([
  ['fr', 'Le colis est arrivé en retard et personne ne répond'],
  ['en', 'The parcel was late and nobody is answering me'],
  ['de', 'Das Paket war zu spät und niemand ist erreichbar'],
  ['ja', '配達が遅れました'],
])('takes %s for the language of: %s', (language, text) => {
  expect(dominantLanguages(text)[0]?.LanguageCode).toBe(language);
});
