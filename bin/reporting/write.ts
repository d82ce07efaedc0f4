import type { Beside, BesideName, Figure, Group, Grouping, Report } from '../../functions/domain/report.ts';
import { oneLine } from '../../functions/words/plain-text.ts';
import { span } from '../../functions/words/span.ts';
import { table } from '../text-table.ts';
import { csvOf } from './csv.ts';
import { besideWords, definitionOf } from './definitions.ts';

/** A report for people, for programs, and for spreadsheets. */

export interface ReportSetting {
  readonly since: number;
  readonly now: number;
  readonly by: Grouping | undefined;
}

const everything = 'all';
const caseless = '(no case)';

export function reportLines(report: Report, { since, now, by }: ReportSetting): readonly string[] {
  const groups = [report.all, ...report.groups];
  return [
    `Responses given from ${minuteOf(since)} on, counted by the day on which the customer answered; as of ${minuteOf(now)} (UTC).`,
    ...(by === undefined ? [] : [groupingNotes[by]]),
    ...(report.judgedByConfiguration === 0
      ? []
      : [
          `${report.judgedByConfiguration} cases are from before terms were written down: today’s policies stand in for them.`,
        ]),
    '',
    ...indented([
      ['', 'responses', 'unhappy', 'cases', 'open'],
      ...groups.map((group) => [
        nameOf(group, report),
        ...[group.responses, group.unhappy, group.cases, group.open].map(String),
      ]),
    ]),
    ...report.all.figures.flatMap((figure) => figureLines(figure, groups, report)),
  ];
}

const groupingNotes: Readonly<Record<Grouping, string>> = {
  team: 'By the team that has the case now, or had it last.',
  owner: 'By the owner who has the case now, or had it last.',
  source: 'By the source of the response.',
  priority: 'By the priority with which the case opened.',
};

function nameOf(group: Group, report: Report): string {
  return group === report.all ? everything : oneLine(group.key ?? caseless, 60);
}

function figureLines({ id }: Figure, groups: readonly Group[], report: Report): readonly string[] {
  const { title, formula } = definitionOf(id);
  const rows = groups.flatMap((group) => {
    const figure = group.figures.find((one) => one.id === id);
    return figure === undefined ? [] : [{ name: nameOf(group, report), figure }];
  });
  const [first] = rows;
  if (first === undefined) return [];
  return [
    '',
    title,
    ...filled(formula).map((line) => `  ${line}`),
    ...indented([
      ['', ...headings(first.figure)],
      ...rows.map(({ name, figure }) => [name, ...cells(figure)]),
    ]),
  ];
}

function headings(figure: Figure): readonly string[] {
  const beside = besideOf(figure.beside).map(([name]) => besideWords[name]);
  return figure.kind === 'share'
    ? ['share', partName(figure), 'of', ...beside]
    : ['median', 'p90', 'cases', ...beside];
}

function partName({ id }: Figure): string {
  const isKept = id === 'close-the-loop' || /\/(team|customer)$/.test(id);
  return isKept ? 'met' : 'yes';
}

function cells(figure: Figure): readonly string[] {
  const beside = besideOf(figure.beside).map(([, number]) => String(number));
  if (figure.kind === 'share')
    return [percent(figure.part, figure.whole), String(figure.part), String(figure.whole), ...beside];
  return [lengthText(figure.median), lengthText(figure.p90), String(figure.count), ...beside];
}

function besideOf(beside: Beside): readonly (readonly [BesideName, number])[] {
  const names: readonly BesideName[] = [
    'missed',
    'overdueNow',
    'notDueYet',
    'withdrawn',
    'withoutCase',
    'lost',
    'noAnswer',
    'notYet',
  ];
  return names.flatMap((name) => {
    const number = beside[name];
    return number === undefined ? [] : [[name, number] as const];
  });
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function lengthText(ms: number | undefined): string {
  return ms === undefined ? '–' : span(ms, 'en');
}

/** With every definition; times are milliseconds, shares 0 to 1 and absent when there is nothing to share. */
export function reportAsJson(report: Report, { since, now, by }: ReportSetting): object {
  const groupOf = (group: Group) => ({
    ...group,
    key: group === report.all ? everything : (group.key ?? null),
    figures: group.figures.map((figure) => ({
      ...figure,
      ...definitionOf(figure.id),
      ...(figure.kind === 'share' && figure.whole > 0 && { share: figure.part / figure.whole }),
    })),
  });
  return {
    since: new Date(since).toISOString(),
    asOf: new Date(now).toISOString(),
    by: by ?? null,
    judgedByConfiguration: report.judgedByConfiguration,
    all: groupOf(report.all),
    groups: report.groups.map(groupOf),
  };
}

/** A row for each number; times are whole seconds, shares 0 to 1. */
export function reportAsCsv(report: Report): string {
  const rows = [report.all, ...report.groups].flatMap((group) => {
    const name = group === report.all ? everything : (group.key ?? caseless);
    const counts = [
      ['responses', group.responses],
      ['unhappy', group.unhappy],
      ['cases', group.cases],
      ['open', group.open],
    ] as const;
    return [
      ...counts.map(([measure, number]) => [name, 'cohort', measure, String(number), 'count', '']),
      ...group.figures.flatMap((figure) => {
        const { formula } = definitionOf(figure.id);
        return measuresOf(figure).map(({ measure, value, unit }) => [
          name,
          figure.id,
          measure,
          value,
          unit,
          formula,
        ]);
      }),
    ];
  });
  return csvOf([['group', 'figure', 'measure', 'value', 'unit', 'definition'], ...rows]);
}

function measuresOf(
  figure: Figure,
): readonly { readonly measure: string; readonly value: string; readonly unit: string }[] {
  const counted = (measure: string, number: number) => ({ measure, value: String(number), unit: 'count' });
  const beside = besideOf(figure.beside).map(([name, number]) => counted(name, number));
  if (figure.kind === 'share') {
    const value = figure.whole === 0 ? '' : (figure.part / figure.whole).toFixed(4);
    return [
      { measure: 'share', value, unit: 'share' },
      counted('part', figure.part),
      counted('whole', figure.whole),
      ...beside,
    ];
  }
  const length = (measure: string, ms: number | undefined) => ({
    measure,
    value: ms === undefined ? '' : String(Math.round(ms / 1000)),
    unit: 'seconds',
  });
  return [
    length('median', figure.median),
    length('p90', figure.p90),
    counted('count', figure.count),
    ...beside,
  ];
}

function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

function indented(rows: readonly (readonly string[])[]): readonly string[] {
  return table(rows).map((line) => `  ${line}`);
}

const width = 110;

function filled(text: string): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
