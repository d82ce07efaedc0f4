import type { Band, Metric, Rating, SentimentLabel } from '../domain/feedback.ts';
import type { HouseLanguage, Localised } from '../domain/language.ts';

export const bandWords: Readonly<Record<Band, Localised>> = {
  detractor: { en: 'Detractor', fr: 'Détracteur' },
  passive: { en: 'Passive', fr: 'Passif' },
  promoter: { en: 'Promoter', fr: 'Promoteur' },
  dissatisfied: { en: 'Dissatisfied', fr: 'Insatisfait' },
  neutral: { en: 'Neutral', fr: 'Neutre' },
  satisfied: { en: 'Satisfied', fr: 'Satisfait' },
};

export type Mood = 'bad' | 'middling' | 'good';

export const bandMoods: Readonly<Record<Band, Mood>> = {
  detractor: 'bad',
  passive: 'middling',
  promoter: 'good',
  dissatisfied: 'bad',
  neutral: 'middling',
  satisfied: 'good',
};

export const metricWords: Readonly<Record<Metric, Localised>> = {
  nps: { en: 'NPS', fr: 'NPS' },
  csat: { en: 'Satisfaction', fr: 'Satisfaction' },
  ces: { en: 'Effort', fr: 'Effort' },
  stars: { en: 'Stars', fr: 'Étoiles' },
};

export const sentimentWords: Readonly<Record<SentimentLabel, Localised>> = {
  positive: { en: 'Positive', fr: 'Positif' },
  negative: { en: 'Negative', fr: 'Négatif' },
  neutral: { en: 'Neutral', fr: 'Neutre' },
  mixed: { en: 'Mixed', fr: 'Mitigé' },
};

/** `3/10` */
export function scoreOutOf({ score, scale }: Rating): string {
  return `${score}/${scale.max}`;
}

/** The metric, and which end is good where that is not what one expects. */
export function metricNote({ metric, direction }: Rating, language: HouseLanguage): string {
  const name = metricWords[metric][language];
  if (direction === 'higher-is-better') return name;
  return language === 'fr' ? `${name}, une note basse est bonne` : `${name}, lower is better`;
}

/** The name of a language, in the reader's: `fr` is `French` or `français`. */
export function languageName(code: string, language: HouseLanguage): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code;
  } catch {
    return code;
  }
}
