import { isDeepStrictEqual } from 'node:util';
import type { SetAside } from '../../functions/domain/delivery.ts';
import type { Answers, Feedback, Rating } from '../../functions/domain/feedback.ts';
import type { Opening } from '../../functions/domain/opening.ts';
import type { Foreseen, ForeseenRebuilding, Telling } from '../../functions/record-feedback/foresee.ts';
import { printable } from '../checking/report.ts';

/** What would happen, as an operator reads it: scores and names of fields, and a customer's words only when asked for. */

export function setAsideTitle({ delivery }: SetAside): string {
  const { source, receivedAt, body, way = 'posted', rebuild } = delivery;
  const what = rebuild === undefined ? `${body.length} bytes, ${way}` : `to build ${rebuild} anew`;
  return printable(`${new Date(receivedAt).toISOString()} ${source}, ${what}`);
}

export function foreseenText(foreseen: Foreseen): string {
  switch (foreseen.kind) {
    case 'unreadable':
      return `still cannot be read: ${printable(foreseen.reason)}`;
    case 'rebuild':
      return rebuildingText(foreseen.rebuilding);
    case 'read': {
      const { tellings } = foreseen;
      return `would be read: ${tellings.length === 0 ? 'it says nothing' : tellings.map(tellingText).join('; ')}`;
    }
  }
}

export function rebuildingText(rebuilding: ForeseenRebuilding): string {
  switch (rebuilding.kind) {
    case 'unchanged':
      return 'nothing would change';
    case 'changed': {
      const { before, after, opens } = rebuilding;
      const seen = [...changes(before, after), ...openingText(opens)];
      return seen.length === 0 ? 'only what nobody is shown changes' : seen.join(', ');
    }
    case 'incomplete':
      return `cannot be built anew: ${printable(rebuilding.reason)}`;
    case 'unreadable':
      return `cannot be read now: ${printable(rebuilding.reason)}`;
    case 'deleted':
      return 'was deleted: the bodies that are still kept would be forgotten';
  }
}

/** The words that would change, for who may see them. */
export function changedWords(before: Feedback, after: Feedback): readonly string[] {
  const comment = commentsOf(before, after);
  const customers = [before, after].map(({ answers }) =>
    answers.customer === undefined ? 'nobody' : printable(JSON.stringify(answers.customer)),
  );
  return [
    ...(isChanged(before, after, 'comment') ? [`comment: ${comment.join(' → ')}`] : []),
    ...(isChanged(before, after, 'customer') ? [`customer: ${customers.join(' → ')}`] : []),
  ];
}

function tellingText(telling: Telling): string {
  switch (telling.kind) {
    case 'response': {
      const { responseId, feedback, opens } = telling;
      const { answers, deleted } = feedback;
      if (deleted) return `response ${printable(responseId)}, which was deleted and stays so`;
      const comment = answers.comment === undefined ? 'no comment' : 'with a comment';
      return [
        `response ${printable(responseId)}`,
        ...scoresOf(answers).map(([id, rating]) => named(id, ratingText(rating))),
        comment,
        ...openingText(opens),
      ].join(', ');
    }
    case 'deletion':
      return `response ${printable(telling.responseId)} is deleted`;
    case 'announcement':
      return `response ${printable(telling.responseId)}, to be fetched from the tool`;
    case 'unsubscribe':
      return 'somebody wants no more mail';
    case 'nothing':
      return `no response (${telling.reason})`;
  }
}

function openingText(opens: Opening | undefined): readonly string[] {
  return opens === undefined ? [] : [`opens a case (rule ${opens.rule})`];
}

function changes(before: Feedback, after: Feedback): readonly string[] {
  const said = [...scoreChanges(before.answers, after.answers), ...wordChanges(before, after)];
  const others = otherFields(before, after);
  const also = others.length === 0 ? [] : [`also ${others.join(' and ')}`];
  return [...said, ...also];
}

function scoreChanges(before: Answers, after: Answers): readonly string[] {
  const was = new Map(scoresOf(before));
  const is = new Map(scoresOf(after));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((id) => {
    const [one, other] = [was.get(id), is.get(id)];
    if (isDeepStrictEqual(one, other)) return [];
    return [named(id, `${one ? ratingText(one) : 'no score'} → ${other ? ratingText(other) : 'no score'}`)];
  });
}

function wordChanges(before: Feedback, after: Feedback): readonly string[] {
  const texts = { comment: before.answers.comment, customer: before.answers.customer };
  const now = { comment: after.answers.comment, customer: after.answers.customer };
  return (['comment', 'customer'] as const).flatMap((field) => {
    if (!isChanged(before, after, field)) return [];
    if (texts[field] === undefined) return [`${field} found`];
    return now[field] === undefined ? [`${field} gone`] : [`${field} changed`];
  });
}

/** What else differs and is of interest. */
function otherFields(before: Feedback, after: Feedback): readonly string[] {
  const answered = (
    ['submittedAt', 'contactRequested', 'contactTime', 'survey', 'channel', 'attributes'] as const
  ).filter((field) => isChanged(before, after, field));
  const found = (['language', 'themes'] as const).filter(
    (field) => !isDeepStrictEqual(before[field], after[field]),
  );
  return [...answered, ...found].map((field) => names[field]);
}

const names = {
  submittedAt: 'the time',
  contactRequested: 'the wish to be called',
  contactTime: 'the time to be called',
  survey: 'the survey',
  channel: 'the channel',
  attributes: 'attributes',
  language: 'the language',
  themes: 'themes',
} as const;

function isChanged(before: Feedback, after: Feedback, field: keyof Answers): boolean {
  return !isDeepStrictEqual(before.answers[field], after.answers[field]);
}

/** The main score has no name. */
function scoresOf({ rating, scores = {} }: Answers): readonly (readonly [string, Rating])[] {
  const further = Object.entries(scores);
  return rating === undefined ? further : [['', rating], ...further];
}

function named(id: string, text: string): string {
  return id === '' ? text : `${text} (${printable(id)})`;
}

function ratingText({ metric, score, scale }: Rating): string {
  return `${metric} ${score} of ${scale.min}–${scale.max}`;
}

function commentsOf(...feedback: readonly Feedback[]): readonly string[] {
  return feedback.map(({ answers: { comment } }) =>
    comment === undefined ? 'none' : `“${printable(comment)}”`,
  );
}
