import { metrics } from '../domain/feedback.ts';
import { priorityWords } from '../words/case-words.ts';
import { languageName, metricWords, scoreOutOf, sentimentWords } from '../words/feedback-words.ts';
import { dayAndTime, monthAndYear } from '../words/moment.ts';
import { ownerMailWords } from '../words/owner-mail-words.ts';
import { oneLine } from '../words/plain-text.ts';
import type { OwnerNotificationView } from './owner-view.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

const longestFact = 120;
const scoresShown = 6;

/** What else is known, in the order in which an owner asks for it; nothing unknown is listed. */
export function ownerFacts(view: OwnerNotificationView): readonly Fact[] {
  const { labels, yes } = ownerMailWords[view.language];
  const facts: readonly (readonly [string, string | undefined])[] = [
    [labels.callBack, view.contactRequested ? yes : undefined],
    [labels.contactTime, view.contactTime],
    [labels.otherScores, otherScores(view)],
    [labels.themes, view.themes.join(', ')],
    [labels.sentiment, toneOf(view)],
    [labels.history, earlierScores(view)],
    [labels.tier, view.tier],
    [labels.priority, priorityWords[view.priority][view.language]],
    [labels.owner, view.recipient.role === 'owner' ? undefined : view.ownerName],
    [labels.survey, view.surveyName],
    [labels.channel, view.channel],
    [labels.spoke, dayAndTime(view.spokeAt, view)],
  ];
  return facts.flatMap(([label, value]) => {
    const line = oneLine(value ?? '', longestFact);
    return line === '' ? [] : [{ label, value: line }];
  });
}

/** `NPS 9/10, Effort 4/5` */
function otherScores({ otherRatings = [], language }: OwnerNotificationView): string {
  return otherRatings
    .map((rating) => `${metricWords[rating.metric][language]} ${scoreOutOf(rating)}`)
    .join(', ');
}

function toneOf({ sentiment, commentLanguage, language }: OwnerNotificationView): string | undefined {
  const tone = sentiment && sentimentWords[sentiment.label][language].toLowerCase();
  const foreign =
    commentLanguage && commentLanguage !== language ? languageName(commentLanguage, language) : undefined;
  return [tone, foreign].filter((part) => part !== undefined).join(', ');
}

/** `9 (Mar 2025) → 7 → 6`: how it came to this, newest last. A metric is named when it is not the case's own. */
function earlierScores(view: OwnerNotificationView): string | undefined {
  const scored = view.history
    .filter((earlier) => earlier.score !== undefined)
    .slice(0, scoresShown)
    .reverse();
  return scored
    .map((earlier, index) => {
      const metric = metrics.find((one) => one === earlier.metric);
      const name = metric && metric !== view.rating?.metric ? `${metricWords[metric][view.language]} ` : '';
      const when = index === 0 ? ` (${monthAndYear(earlier.at, view)})` : '';
      return `${name}${earlier.score}${when}`;
    })
    .join(' → ');
}
