import type { Rule } from '../../functions/domain/rule.ts';
import { asksForTone, looksBack } from '../../functions/domain/rules.ts';
import { type Feedback, type Rating, type Reading, spokeAt } from '../../functions/domain/feedback.ts';
import type { Line } from '../../functions/reading/explain.ts';
import type { Check, CheckedDelivery, CheckedMessage, CheckedResponse } from './check.ts';
import { draftMapping } from './draft-mapping.ts';

/** A check as people read it. */

export interface ReportSetting {
  /** How the deliveries are called, in their order. */
  readonly files: readonly string[];
  readonly source: string;
  readonly provider: string;
  /** The tool’s words for what happened, as far as they are read. */
  readonly events: readonly string[];
  /** Whose rules decide on cases. */
  readonly stage: string;
  readonly rules: readonly Rule[];
  readonly paint: Paint;
}

export type Paint = (colour: 'bold' | 'dim' | 'green' | 'red', text: string) => string;

export function reportOf({ deliveries, responses }: Check, setting: ReportSetting): string {
  return [
    ...deliveries.flatMap((one, index) => [...deliveryReport(one, setting.files[index] ?? '', setting), '']),
    ...responses.flatMap((one) => [...responseReport(one, setting), '']),
  ]
    .slice(0, -1)
    .join('\n');
}

function deliveryReport(
  { delivery, messages, readings, unreadable }: CheckedDelivery,
  file: string,
  setting: ReportSetting,
): readonly string[] {
  const { provider, paint } = setting;
  const { body, way = 'posted' } = delivery;
  const title = `${paint('bold', printable(file))}  ${provider}, ${way}, ${body.length} bytes`;
  const said = messages.length === 0 && unreadable === undefined ? ['  it holds no message'] : [];
  const parts = messages.map((message, index) => messageReport(message, readings[index], setting));
  const wrong =
    unreadable === undefined
      ? []
      : [
          '',
          `  ${paint('red', 'Unreadable:')} ${printable(unreadable)}`,
          '  It would be set aside whole, and read again once that is mended.',
        ];
  const hint = unreadable !== undefined && messages.length === 0 ? pathsHint(body) : [];
  return [title, ...said, ...parts.flat(), ...wrong, ...hint, ...draftHint(messages)];
}

function messageReport(
  { message, explanation }: CheckedMessage,
  reading: Reading | undefined,
  { provider, events, paint }: ReportSetting,
): readonly string[] {
  const id = `  delivery ${printable(reading?.deliveryId ?? message.id)}`;
  switch (message.kind) {
    case 'response': {
      const { lines = [], unanswered = [] } = explanation ?? {};
      const unconfirmed =
        reading?.kind === 'announcement' ? ['  not believed until the tool’s API repeats it (confirm)'] : [];
      return [
        `${id}: response ${printable(message.response.responseId)}${orderText(reading)}`,
        ...table(
          lines.filter((line) => !isEmptyField(line)),
          paint,
        ),
        ...emptyFields(lines).map((line) => paint('dim', line)),
        ...unanswered.map((one) => paint('dim', `  not answered: ${printable(one)}`)),
        ...unconfirmed,
      ];
    }
    case 'deletion':
      return [`${id}: response ${printable(message.responseId)} is deleted`];
    case 'announcement':
      return [
        `${id}: announces response ${printable(message.announced.responseId)}, to be fetched from the API`,
        '  What the API answers can be checked with --fetched.',
      ];
    case 'unsubscribe':
      return [`${id}: ${printable(message.email)} wants no more mail`];
    case 'nothing':
      return [
        `${id}: no response (${message.reason}); nothing is recorded`,
        ...(message.reason === 'unsupported-event'
          ? [`  Events of ${provider} that are read: ${events.join(', ')}`]
          : []),
      ];
  }
}

/** Tools carry along every field that they have; the empty ones are told in one breath. */
function isEmptyField({ of, fate, role }: Line): boolean {
  return of === 'hidden' && role === undefined && fate.text === 'empty';
}

function emptyFields(lines: readonly Line[]): readonly string[] {
  const names = lines.filter(isEmptyField).flatMap((line) => line.names);
  return names.length === 0 ? [] : [`  empty hidden fields: ${names.map(printable).join(', ')}`];
}

function orderText(reading: Reading | undefined): string {
  if (reading?.kind !== 'response') return '';
  return `, as of ${new Date(Math.floor(reading.order / 10)).toISOString()}`;
}

const widest = { path: 44, names: 40, value: 36 } as const;

function table(lines: readonly Line[], paint: Paint): readonly string[] {
  const rows = lines.map(({ path, names, value, role, fate }) => ({
    path: middleCut(printable(path), widest.path),
    names: middleCut(names.map(printable).join(' | '), widest.names),
    value: endCut(valueText(value), widest.value),
    role,
    fate,
  }));
  const width = (column: 'path' | 'names' | 'value') =>
    Math.max(0, ...rows.map((row) => [...row[column]].length));
  const pad = (text: string, size: number) => text + ' '.repeat(size - [...text].length);
  return rows.map(({ path, names, value, role, fate }) => {
    const cells = [pad(path, width('path')), pad(names, width('names')), pad(value, width('value'))];
    return `  ${cells.join('  ')}  ${outcome(role, fate, paint)}`;
  });
}

function outcome(role: string | undefined, { kind, text }: Line['fate'], paint: Paint): string {
  const told = printable(text);
  switch (kind) {
    case 'used':
      return `${paint('green', `→ ${printable(role ?? '')}`)}: ${told}`;
    case 'ignored':
      return paint('dim', `– ignored: ${told}`);
    case 'wrong':
      return `${paint('red', `✗ ${printable(role ?? '')}`)}: ${told}`;
  }
}

function valueText(value: unknown): string {
  return printable(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

function responseReport({ feedback, opening }: CheckedResponse, setting: ReportSetting): readonly string[] {
  const { paint } = setting;
  const row = (name: string, text: string | undefined) =>
    text === undefined || text === '' ? [] : [`  ${name.padEnd(9)} ${printable(text)}`];
  const {
    rating,
    scores = {},
    comment,
    customer,
    survey,
    channel,
    attributes = {},
    contactRequested,
    contactTime,
  } = feedback.answers;
  const given = Object.entries(attributes).map(([name, value]) => `${name} ${value}`);
  return [
    paint('bold', `Recorded as ${printable(feedback.id)}`),
    ...(feedback.deleted ? ['  deleted: what the customer said is not kept'] : []),
    ...row('score', rating && ratingText(rating)),
    ...Object.entries(scores).flatMap(([id, one]) => row('score', `${ratingText(one)} (${id})`)),
    ...row('comment', comment && commentText(feedback, comment)),
    ...row('customer', [customer?.email, customer?.name, customer?.id].filter(Boolean).join(', ')),
    ...row(
      'contact',
      contactRequested === undefined ? undefined : contactRequested ? 'asked for' : 'not asked for',
    ),
    ...row('best time', contactTime),
    ...row('answered', whenText(feedback)),
    ...row('survey', [survey, channel && `by ${channel}`].filter(Boolean).join(', ')),
    ...row('also', given.join(', ')),
    ...row('case', caseText({ feedback, opening }, setting)),
  ];
}

function ratingText({ metric, score, scale, band }: Rating): string {
  return `${metric} ${score} of ${scale.min}–${scale.max}, ${band}`;
}

function commentText({ language, themes }: Feedback, comment: string): string {
  const about = themes.length === 0 ? 'no theme' : `themes ${themes.join(', ')}`;
  return `“${endCut(printable(comment), 60)}”, language ${language ?? 'not found'}, ${about}`;
}

function whenText(feedback: Feedback): string {
  const at = new Date(spokeAt(feedback)).toISOString();
  return feedback.answers.submittedAt === undefined ? `${at}, its arrival: the body has no time` : at;
}

function caseText({ feedback, opening }: CheckedResponse, { stage, rules }: ReportSetting): string {
  if (feedback.deleted) return 'none; one that is open is closed';
  if (opening !== undefined) {
    const { rule, priority, owner, ownerFrom, team } = opening;
    return `opens by the rule "${rule}" of stage ${stage}: ${priority} priority, ${owner} (by ${ownerFrom}), team ${team}`;
  }
  const named = (fits: (when: Rule['when']) => boolean) =>
    rules
      .filter(({ when }) => fits(when))
      .map(({ id }) => `"${id}"`)
      .join(', ');
  const byTone = feedback.answers.comment === undefined ? '' : named(asksForTone);
  const byHistory = feedback.customerKey === undefined ? '' : named(looksBack);
  return [
    `none opens by the rules of stage ${stage}`,
    ...(byTone === '' ? [] : [`its sentiment is found later, so ${byTone} may still open one`]),
    ...(byHistory === ''
      ? []
      : [`what this customer said before is not known here, so ${byHistory} may open one`]),
  ].join('; ');
}

/** A first mapping to be completed, where nothing is mapped that a case could be about. */
function draftHint(messages: readonly CheckedMessage[]): readonly string[] {
  const lines = messages.flatMap(({ explanation }) => explanation?.lines ?? []);
  if (lines.some(({ role, fate }) => fate.kind !== 'ignored' && (role === 'rating' || role === 'comment')))
    return [];
  const drafted = draftMapping(lines);
  return drafted.length === 0
    ? []
    : [
        '',
        '  Neither a score nor a comment is mapped. To be completed, for "questions":',
        ...drafted.map((one) => `    ${printable(one)}`),
      ];
}

const mostPaths = 40;

/** Names of what the body has, where its provider could not make anything of it. */
function pathsHint(body: Buffer): readonly string[] {
  const paths = [...new Set(pathsIn(parsed(body)))];
  if (paths.length === 0) return [];
  const shown = paths.slice(0, mostPaths).map((path) => `    ${printable(path)}`);
  const more = paths.length > mostPaths ? [`    … and ${paths.length - mostPaths} more`] : [];
  return ['', '  The body has:', ...shown, ...more];
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function pathsIn(value: unknown, path: readonly string[] = []): readonly string[] {
  if (path.length > 8) return [];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => pathsIn(one, [...path, '[]']));
  if (typeof value !== 'object' || value === null) return path.length === 0 ? [] : [path.join('.')];
  return Object.entries(value).flatMap(([key, one]) => pathsIn(one, [...path, key]));
}

/** Whatever came from a body is hostile to a terminal: one line without control characters. */
export function printable(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}

function endCut(text: string, size: number): string {
  const letters = [...text];
  return letters.length <= size ? text : `${letters.slice(0, size - 1).join('')}…`;
}

/** Paths and ids differ at their ends. */
function middleCut(text: string, size: number): string {
  const letters = [...text];
  if (letters.length <= size) return text;
  const head = Math.floor(size / 3);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (size - head - 1)).join('')}`;
}
