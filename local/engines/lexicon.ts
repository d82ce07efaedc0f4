import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isRecord } from '../json-value.ts';

const resolveModule = createRequire(import.meta.url).resolve;

/** Words of customers' complaints and praise that a general lexicon lacks or weighs otherwise. */
/** `word weight` pairs; a phrase joins its words by `_`. */
const DOMAIN_WORDS: Readonly<Record<string, string>> = {
  en: `
    late -2, refund -1, slow -2, waiting -1, waited -1, expensive -2, overpriced -2, broke -2,
    broken -2, faulty -3, nobody -1, no_one -1, ignored -3, unhelpful -2, unacceptable -3, scam -4,
    missing -2, no_reply -3, no_answer -3, never_again -3, never_arrived -3, still_waiting -2,
    too_long -2, damaged -3, leaking -2, fast 2, quick 2, easy 2, helpful 2, on_time 2, recommend 2,
    smooth 2, intuitive 2, confusing -2, complicated -2, want 0, crash -3, crashes -3, bug -2,
    bugs -2, unusable -3`,
  fr: `
    retard -2, retards -2, en_retard -3, casse -3, cassé -3, cassée -3, abimé -3, abîmé -3,
    remboursement -1, rembourser -1, lent -2, lente -2, lenteur -2, long -1, longue -1, trop_long -2,
    trop_longue -2, attente -1, attendre -1, attends -1, déçu -3, déçue -3, décevant -3,
    décevante -3, nul -3, nulle -3, personne -1, inadmissible -3, inacceptable -3, scandaleux -3,
    honteux -3, honte -3, arnaque -4, injoignable -3, injoignables -3, cher -2, chère -2, chers -2,
    défectueux -3, défectueuse -3, panne -3, manquant -2, manquante -2, manque -1, bug -2, bugs -2,
    plante -2, compliqué -2, compliquée -2, mauvais -3, mauvaise -3, pire -3, plus_jamais -3,
    réclamation -1, perdu -2, merci 2, parfait 4, parfaite 4, super 3, top 3, sympa 2, agréable 2,
    aimable 2, ravi 3, ravie 3, bon 2, bonne 2, bons 2, bonnes 2, rapide 2, rapides 2, satisfait 3,
    satisfaite 3, recommande 3, à_l_heure 2, facile 2, génial 3, géniale 3, efficace 3, bravo 3,
    qualité 1, répond 1, répondre 1, réponse 0, fonctionne 1, marche 1, utile 1, bien 2,
    rien_à_redire 3, rien_à_dire 2, veux 0, voudrais 0`,
  de: `
    verspätet -2, verspätung -2, kaputt -3, defekt -3, langsam -2, enttäuscht -3, teuer -2,
    erstattung -1, rückerstattung -1, niemand -1, unfreundlich -3, danke 2, schnell 2, freundlich 2,
    perfekt 4, schlecht -3, gut 2, super 3, toll 3, warten -1, zufrieden 2`,
  es: `
    tarde -2, retraso -2, roto -3, rota -3, reembolso -1, lento -2, lenta -2, caro -2, cara -2,
    nadie -1, decepcionado -3, decepcionada -3, malo -3, mala -3, gracias 2, rápido 2, rápida 2,
    perfecto 4, bueno 2, buena 2, excelente 3, genial 3, espera -1`,
  it: `
    ritardo -2, rotto -3, rotta -3, rimborso -1, lento -2, lenta -2, caro -2, nessuno -1, deluso -3,
    delusa -3, pessimo -3, grazie 2, veloce 2, perfetto 4, buono 2, ottimo 3`,
  pt: `
    atraso -2, atrasado -2, quebrado -3, quebrada -3, reembolso -1, lento -2, caro -2, ninguém -1,
    decepcionado -3, péssimo -3, obrigado 2, obrigada 2, rápido 2, perfeito 4, bom 2, boa 2, ótimo 3`,
};

const NEGATIONS: Readonly<Record<string, readonly string[]>> = {
  en: ['not', 'no', 'never', 'cannot', 'without', 'nothing'],
  fr: ['ne', 'n', 'pas', 'jamais', 'sans', 'aucun', 'aucune'],
  de: ['nicht', 'kein', 'keine', 'nie', 'ohne', 'nichts'],
  es: ['no', 'nunca', 'sin', 'nada', 'jamás'],
  it: ['non', 'mai', 'senza', 'nessun', 'niente'],
  pt: ['não', 'nunca', 'sem', 'nada'],
};

export interface Lexicon {
  /** Weight of a word or of a phrase of up to three words, −5 to 5; undefined when it says nothing. */
  weight(phrase: string): number | undefined;
  negates(word: string): boolean;
}

const loaded = new Map<string, Lexicon>();

/** The AFINN-165 list in a language, with the domain's own words on top. */
export function lexiconOf(language: string): Lexicon {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const file = resolveModule(`afinn-165-multilingual/build/AFINN-${language.toLowerCase()}.json`);
  const words: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const general = new Map<string, number>();
  for (const [word, weight] of Object.entries(isRecord(words) ? words : {}))
    if (typeof weight === 'number') general.set(word.toLowerCase(), weight);
  const own = domainWords(DOMAIN_WORDS[language] ?? '');
  const negations = new Set(NEGATIONS[language] ?? []);
  const lexicon: Lexicon = {
    weight: (phrase) => own.get(phrase) ?? general.get(phrase),
    negates: (word) => negations.has(word),
  };
  loaded.set(language, lexicon);
  return lexicon;
}

function domainWords(pairs: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const pair of pairs.split(',')) {
    const [phrase = '', weight] = pair.trim().split(' ');
    if (phrase !== '') words.set(phrase.replaceAll('_', ' '), Number(weight));
  }
  return words;
}
