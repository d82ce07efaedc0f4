import type { SlaTarget } from '../domain/sla-target.ts';
import type { Instant } from '../domain/instant.ts';
import { bandWords, scoreOutOf, sentimentWords } from '../words/feedback-words.ts';
import { dayAndTime, weekdayAndTime } from '../words/moment.ts';
import { type OwnerMailWords, ownerMailWords } from '../words/owner-mail-words.ts';
import { oneLine, oneLineOrNothing } from '../words/plain-text.ts';
import { longestSubject } from './mail.ts';
import type { OwnerNotificationView } from './owner-view.ts';

const nameInSubject = 30;
const nearDays = 6 * 24 * 60 * 60 * 1000;

/** One line for a locked screen: what is wrong, with whom, and until when. */
export function ownerSubject(view: OwnerNotificationView): string {
  const words = ownerMailWords[view.language];
  const parts = [
    ...subjectParts(view, words),
    view.recipient.role === 'owner' ? '' : oneLine(view.ownerName, nameInSubject),
  ];
  const urgent = view.priority === 'urgent' ? ['Urgent'] : [];
  return oneLine([...urgent, ...parts.filter((part) => part !== '')].join(' · '), longestSubject);
}

function subjectParts(view: OwnerNotificationView, words: OwnerMailWords): readonly string[] {
  const { about } = view;
  const name = oneLineOrNothing(view.customer.name, nameInSubject) ?? words.someone;
  const score = view.rating ? scoreOutOf(view.rating) : '';
  const next = nextDue(view, words);
  switch (about.what) {
    case 'opened':
      return [view.isQueued ? words.queuedSubject : '', judgement(view, words), name, next];
    case 'reopened':
      return [words.reopenedSubject, judgement(view, words), name, next];
    case 'handed-over':
      return [words.handedOverSubject, judgement(view, words), name, next];
    case 'feedback-joined':
      return [words.joinedSubject, judgement(view, words), name, next];
    case 'unacknowledged':
      return [words.unacknowledgedSubject, judgement(view, words), name, next];
    case 'taken-over':
      return [words.takenOverSubject, name];
    case 'feedback-changed':
      return [words.changedSubject, judgement(view, words), name];
    case 'warning':
      return [words.warningSubject(about.target, shortDue(view, about.target)), name, score];
    case 'breach':
      return [words.breachSubject(about.target, shortDue(view, about.target)), name, score];
  }
}

/** `Detractor 3/10`; without a score the tone of the words. */
function judgement({ rating, sentiment, language }: OwnerNotificationView, words: OwnerMailWords): string {
  if (rating) return `${bandWords[rating.band][language]} ${scoreOutOf(rating)}`;
  return sentiment ? sentimentWords[sentiment.label][language] : words.noScore;
}

/** What a customer notices first comes first: a person's answer, then the end of it. */
const byWeight: readonly SlaTarget[] = ['nextResponse', 'firstContact', 'resolution', 'acknowledge'];

function nextDue(view: OwnerNotificationView, words: OwnerMailWords): string {
  const open = (target: SlaTarget) =>
    view.clocks.some(
      (clock) =>
        clock.target === target &&
        clock.side !== 'customer' &&
        (clock.verdict === 'running' || clock.verdict === 'warned'),
    );
  const target = byWeight.find(open);
  const due = target && shortDue(view, target);
  return target && due ? words.dueBefore(target, due) : '';
}

/** The weekday alone tells the day only while it is less than a week off. */
function shortDue(view: OwnerNotificationView, target: SlaTarget): string | undefined {
  const due: Instant | undefined = view.clocks.find(
    (clock) => clock.target === target && clock.side !== 'customer',
  )?.dueAt;
  if (due === undefined) return undefined;
  return due - view.spokeAt < nearDays ? weekdayAndTime(due, view) : dayAndTime(due, view);
}
