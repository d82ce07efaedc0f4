import type { SourceConfiguration } from '../domain/configuration.ts';
import type { Answers, Rating, Respondent } from '../domain/feedback.ts';
import { type Question, questionMistake } from '../domain/rating.ts';
import { attributesOf } from './attributes.ts';
import { emailOf, languageTagOf, lineOf, textOf } from './given-text.ts';
import { present } from './present.ts';
import { UnreadableBodyError } from './provider.ts';
import { rated } from './rated.ts';
import type { ResponseData } from './standard-body.ts';

/** What a response says; the source's configuration gives what the body leaves out. */
export function answersOf(data: ResponseData, source: SourceConfiguration): Answers {
  const { survey, channel, comment, language, submittedAt, contactRequested } = data;
  return present({
    survey: (survey && lineOf(survey)) || source.survey,
    channel: (channel && lineOf(channel)) || source.channel,
    rating: ratingOf(data, source),
    comment: comment ? textOf(comment) : undefined,
    language: language ? languageTagOf(language) : undefined,
    submittedAt: submittedAt ?? undefined,
    contactRequested: contactRequested ?? undefined,
    customer: respondentOf(data),
    attributes: data.attributes ? attributesOf(Object.entries(data.attributes)) : undefined,
  });
}

function respondentOf({ customer }: ResponseData): Respondent | undefined {
  return present({
    id: customer?.id ?? undefined,
    email: customer?.email ? emailOf(customer.email) : undefined,
    name: customer?.name ? lineOf(customer.name) : undefined,
    locale: customer?.locale ? languageTagOf(customer.locale) : undefined,
  });
}

function ratingOf(data: ResponseData, source: SourceConfiguration): Rating | undefined {
  return typeof data.score === 'number'
    ? rated(data.score, questionOf(data, source), 'data.score')
    : undefined;
}

/**
 * The body's own metric and scale come first. Direction and bands belong to the question that was configured: they
 * hold only where the body asks the same one. NPS needs no scale, it has but one.
 */
function questionOf({ metric, scale }: ResponseData, { question }: SourceConfiguration): Question {
  const same = question !== undefined && (!metric || metric === question.metric);
  const asked = metric ?? question?.metric;
  if (asked === undefined)
    throw new UnreadableBodyError('data.metric: expected, as the source has no question');
  const bounds = scale ?? (same ? question.scale : asked === 'nps' ? { min: 0, max: 10 } : undefined);
  if (bounds === undefined)
    throw new UnreadableBodyError('data.scale: expected, as the source has another metric');
  const direction = same ? question.direction : 'higher-is-better';
  const sameScale = same && bounds.min === question.scale.min && bounds.max === question.scale.max;
  const found: Question = {
    metric: asked,
    scale: bounds,
    direction,
    ...(sameScale && { bands: question.bands }),
  };
  if (questionMistake(found)) throw new UnreadableBodyError('data.scale: expected one that fits the metric');
  return found;
}
