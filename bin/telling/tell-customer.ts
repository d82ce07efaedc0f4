import { type Feedback, type Rating, ratingsOf, spokeAt } from '../../functions/domain/feedback.ts';
import {
  bandWords,
  languageName,
  metricNote,
  scoreOutOf,
  sentimentWords,
} from '../../functions/words/feedback-words.ts';
import { oneLine, oneLineOrNothing, readable } from '../../functions/words/plain-text.ts';
import type { Teller } from './teller.ts';

/** Who the customer is, when they spoke, and what they said. */
export function customerLines(teller: Teller): readonly string[] {
  const { file, words } = teller;
  const { feedback } = file;
  if (feedback === undefined) return [words.gone];
  if (feedback.deleted) return [words.deleted, words.field(words.fields.response, oneLine(feedback.id, 250))];
  return [
    nameOf(feedback, teller),
    words.saidOn(teller.dated(spokeAt(feedback)), surveyOf(feedback, teller)),
    ...fieldLines(feedback, teller),
    ...commentLines(feedback, teller),
  ];
}

function nameOf({ answers }: Feedback, { words }: Teller): string {
  const { name, email, id } = answers.customer ?? {};
  const known = [oneLineOrNothing(name, 80), oneLineOrNothing(email, 254)].filter((one) => one !== undefined);
  if (known.length > 0) return known.join(', ');
  return oneLineOrNothing(id, 80) ?? words.someone;
}

function surveyOf({ source, answers }: Feedback, { configuration, reader }: Teller): string {
  const name = configuration.sources[source]?.name[reader.language] ?? source;
  const survey = answers.survey === undefined || answers.survey === source ? '' : ` / ${answers.survey}`;
  return oneLine(`${name}${survey}`, 200);
}

function fieldLines(feedback: Feedback, teller: Teller): readonly string[] {
  const { configuration, words, file } = teller;
  const { answers } = feedback;
  const { fields } = words;
  const [main, ...others] = ratingsOf(answers);
  const tier = file.rounds.at(-1)?.state.tier ?? answers.attributes?.[configuration.tierAttribute];
  const all: readonly (readonly [string, string | undefined])[] = [
    [fields.response, feedback.id],
    [fields.score, main === undefined ? words.noScore : ratingText(main, teller)],
    [fields.alsoScored, others.map((one) => ratingText(one, teller)).join('; ')],
    [fields.tier, tier],
    [fields.channel, answers.channel],
    [fields.themes, themesOf(feedback, teller)],
    [fields.tone, toneOf(feedback, teller)],
    [fields.callBack, answers.contactRequested ? words.wantsCall : undefined],
    [fields.best, answers.contactTime],
  ];
  return all.flatMap(([label, value]) => {
    const line = oneLine(value ?? '', 250);
    return line === '' ? [] : [words.field(label, line)];
  });
}

function ratingText(rating: Rating, { reader: { language } }: Teller): string {
  return `${scoreOutOf(rating)} ${metricNote(rating, language)}, ${bandWords[rating.band][language].toLowerCase()}`;
}

function themesOf({ themes }: Feedback, { configuration, reader }: Teller): string {
  return configuration.themes
    .filter(({ id }) => themes.includes(id))
    .map(({ name }) => name[reader.language])
    .join(', ');
}

function toneOf({ sentiment, language: spoken }: Feedback, { reader: { language } }: Teller): string {
  const tone = sentiment && sentimentWords[sentiment.label][language].toLowerCase();
  const foreign = spoken !== undefined && spoken !== language ? languageName(spoken, language) : undefined;
  return [tone, foreign].filter((part) => part !== undefined).join(', ');
}

function commentLines({ answers }: Feedback, { words }: Teller): readonly string[] {
  const comment = readable(answers.comment ?? '');
  if (comment === '') return [words.noComment];
  return comment.split('\n').map((line) => `> ${line}`.trimEnd());
}
