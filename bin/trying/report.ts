import { isDeepStrictEqual } from 'node:util';
import { printable } from '../checking/report.ts';
import { table } from '../text-table.ts';
import type { Pair } from './pair.ts';
import type { Decision, Difference, Trial } from './trial.ts';

/** A trial as people read it: counts, names of rules and people; a customer's words only when asked for. */

export interface TrialSetting {
  /** What `before` stands for: `what really opened`, `config/prod.ts`. */
  readonly before: string;
  readonly after: string;
  readonly words: boolean;
}

const mostDifferences = 50;

export function trialReport(trial: Trial, { before, after, words }: TrialSetting): readonly string[] {
  const { judged, imported, toneless, cases, rules, told, differences } = trial;
  const shown = differences.slice(0, mostDifferences);
  return [
    `${counted(judged, 'response', 'responses')}. Before: ${before}; after: ${after}.`,
    ...(imported === 0
      ? []
      : [
          `${counted(imported, 'imported response', 'imported responses')} left out, as history opens no case (--imported takes them in).`,
        ]),
    ...(toneless === 0
      ? []
      : [`The tone of ${counted(toneless, 'comment', 'comments')} is not found yet, so it has no say here.`]),
    '',
    ...table([
      ['', 'before', 'after'],
      ['cases', ...pair(cases)],
      ...rules.map(({ rule, ...counts }) => [`  by ${rule}`, ...pair(counts)]),
    ]),
    '',
    ...table([
      ['who is told', 'cases', 'copies', 'woken', 'held'],
      ...told.map(({ address, name, owned, copies, woken, held }) => [
        printable(name ?? address),
        ...[owned, copies, woken, held].map((counts) => pair(counts).join(' → ')),
      ]),
    ]),
    'Woken: told when they are off; where nobody’s hours are known, from 22:00 to 07:00 and at the weekend.',
    '',
    differences.length === 0
      ? 'Nothing is decided otherwise.'
      : `${counted(differences.length, 'response is', 'responses are')} decided otherwise:`,
    ...shown.flatMap((one) => differenceLines(one, words)),
    ...(differences.length > shown.length
      ? [`  … and ${differences.length - shown.length} more; --json lists them all`]
      : []),
  ];
}

/** For other programs; comments are left out unless they are asked for. */
export function trialAsJson({ differences, ...rest }: Trial, { words }: { readonly words: boolean }): object {
  return {
    ...rest,
    differences: differences.map(({ comment, spokeAt, before = null, after = null, ...difference }) => ({
      ...difference,
      spokeAt: new Date(spokeAt).toISOString(),
      before,
      after,
      ...(words && comment !== undefined && { comment }),
    })),
  };
}

function differenceLines(difference: Difference, words: boolean): readonly string[] {
  const { feedbackId, spokeAt, rating, comment } = difference;
  const day = new Date(spokeAt).toISOString().slice(0, 10);
  const score = rating ? `${rating.metric} ${rating.score}, ${rating.band}` : 'no score';
  const line = `  ${printable(feedbackId)}  ${day}  ${score}: ${changeText(difference)}`;
  return words && comment !== undefined ? [line, `    “${printable(comment)}”`] : [line];
}

function changeText({ before, after }: Difference): string {
  const rules = `${before?.rule ?? 'no case'} → ${after?.rule ?? 'no case'}`;
  if (before === undefined || after === undefined) return rules;
  const also = aspects.flatMap(({ name, of }) =>
    isDeepStrictEqual(of(before), of(after)) ? [] : [`${name} ${of(before)} → ${of(after)}`],
  );
  if (before.rule !== after.rule) return [rules, ...also].join(', ');
  return `${before.rule}, ${also.join(', ')}`;
}

const aspects: readonly { readonly name: string; readonly of: (decision: Decision) => string }[] = [
  { name: 'priority', of: ({ priority }) => priority },
  { name: 'owner', of: ({ owner }) => owner },
  { name: 'team', of: ({ team }) => team },
  { name: 'watched by', of: ({ watchers }) => watchers?.join(' and ') ?? 'nobody' },
];

function pair({ before, after }: Pair): readonly [string, string] {
  return [String(before), String(after)];
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
