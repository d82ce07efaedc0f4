import type { Rating } from '../domain/feedback.ts';
import type { HouseLanguage } from '../domain/language.ts';
import { bandMoods, bandWords, type Mood, metricNote, scoreOutOf } from '../words/feedback-words.ts';
import { html, type Markup } from '../words/markup.ts';

export const moodColours: Readonly<Record<Mood, { readonly paper: string; readonly ink: string }>> = {
  bad: { paper: '#fbe3e0', ink: '#8c1a10' },
  middling: { paper: '#fcefcf', ink: '#6b4300' },
  good: { paper: '#dcf2e2', ink: '#17552f' },
};

/** The score on the colour of its band, the band's name beneath it: colour never speaks alone. */
export function scoreChip(rating: Rating, language: HouseLanguage): Markup {
  const mood = bandMoods[rating.band];
  const { paper, ink } = moodColours[mood];
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="${mood}" align="center" bgcolor="${paper}" style="background:${paper};color:${ink};border-radius:8px;padding:8px 14px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;white-space:nowrap"><strong style="font-size:24px;line-height:28px">${scoreOutOf(rating)}</strong><br><span style="font-size:13px;line-height:18px">${bandWords[rating.band][language]}</span></td></tr></table>`;
}

/** `Detractor 3/10 (NPS)` */
export function scoreInWords(rating: Rating, language: HouseLanguage): string {
  return `${bandWords[rating.band][language]} ${scoreOutOf(rating)} (${metricNote(rating, language)})`;
}
