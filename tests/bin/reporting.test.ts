import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { csvOf } from '../../bin/reporting/csv.ts';
import { formulas } from '../../bin/reporting/definitions.ts';
import { gatherReport } from '../../bin/reporting/gather.ts';
import { reportAsCsv, reportAsJson, reportLines } from '../../bin/reporting/write.ts';
import { sinceOf } from '../../bin/since.ts';
import type { CaseEvent } from '../../functions/domain/case.ts';
import { days, event, hours, monday } from '../domain/a-case.ts';
import { memoryPorts } from '../memory/memory-ports.ts';
import { configuration, feedback, opened } from './telling-scenes.ts';

const contacted = event(hours(2), { type: 'contacted', note: 'called' });

async function reported(...cases: readonly (readonly CaseEvent[])[]) {
  const ports = memoryPorts();
  for (const [index, later] of cases.entries()) {
    const id = `shop#r-${index}`;
    await ports.feedback.save({ ...feedback, id, revision: 1 });
    await ports.cases.open({ id: `C-${index}`, feedbackId: id, events: [opened, ...later] });
  }
  const old = { ...feedback.answers, submittedAt: monday - days(40) };
  await ports.feedback.save({ ...feedback, id: 'shop#old', revision: 1, answers: old });
  await ports.cases.open({ id: 'C-OLD', feedbackId: 'shop#old', events: [opened] });
  const setting = { since: monday - days(30), now: monday + hours(25), by: 'owner' as const };
  return { report: await gatherReport(ports, configuration, setting), setting };
}

describe('a report that is printed', () => {
  it('has each figure with its definition and with what was left out of it', async () => {
    const { report, setting } = await reported([contacted], []);
    const text = reportLines(report, setting).join('\n');
    expect(text).toContain('Responses given from 2026-10-24 08:00 on');
    expect(text).toContain('By the owner who has the case now, or had it last.');
    expect(text).toMatch(/all +2 +2 +2 +2\n +owner@example.com +2 +2 +2 +2\n/);
    expect(text).toContain('SLA compliance: first contact, on the team’s calendar\n  met ÷ (met + missed)');
    expect(text).toMatch(
      /share {2}met {2}of {2}missed {2}overdue now {2}not due yet {2}withdrawn\n +all +50.0 % +1 +2 +1 +1 +0 +0\n/,
    );
    expect(text).toContain('Escalation rate: step 1 of the ladder\n  cases of which somebody was told');
    expect(text).toMatch(/Time to first contact\n[\s\S]*?all +2.h.02 +2.h.02 +1 +1\n/);
  });

  it('has dashes where there is nothing to divide by', async () => {
    const { report, setting } = await reported();
    expect(reportLines(report, setting).join('\n')).toMatch(/Reopen rate\n.*\n.*\n +all +– +0 +0/);
  });
});

describe('a report for programs', () => {
  it('has all figures, their definitions and shares from 0 to 1', async () => {
    const { report, setting } = await reported([contacted], []);
    expect(reportAsJson(report, setting)).toMatchObject({
      by: 'owner',
      asOf: '2026-11-24T09:00:00.000Z',
      all: {
        key: 'all',
        figures: expect.arrayContaining([
          expect.objectContaining({
            id: 'firstContact/team',
            part: 1,
            whole: 2,
            share: 0.5,
            formula: expect.stringContaining('met ÷'),
          }),
        ]),
      },
      groups: [{ key: 'owner@example.com', cases: 2 }],
    });
  });

  it('is CSV with a row for each number', async () => {
    const { report, setting } = await reported([contacted], []);
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse(reportAsCsv(report), { columns: true }));
    const row = (measure: string) =>
      rows.find(
        (one) =>
          one['group'] === 'all' && one['figure'] === 'firstContact/team' && one['measure'] === measure,
      );
    expect(row('share')).toMatchObject({ value: '0.5000', unit: 'share' });
    expect(row('overdueNow')).toMatchObject({ value: '1', unit: 'count' });
    expect(rows.find((one) => one['figure'] === 'time-to-first-contact')).toMatchObject({
      measure: 'median',
      value: String(2 * 3600 + 120),
      unit: 'seconds',
    });
    expect(setting.by).toBe('owner');
  });

  it('gives a spreadsheet no formula, whatever a name begins with', () => {
    const hostile = ['=1+1', '+1', '-1', '@sum', '\t=1', ' =1', '\u200b=1', '＝1', 'a"b,c', 'fine'];
    const lines = csvOf([hostile]);
    const [cells] = z.array(z.array(z.string())).parse(parse(lines));
    expect(cells?.slice(0, 8).every((cell) => cell.startsWith("'"))).toBe(true);
    expect(cells?.slice(8)).toEqual(['a"b,c', 'fine']);
  });
});

describe('docs/reports.md', () => {
  it('has every definition as it is printed', () => {
    const page = readFileSync('docs/reports.md', 'utf8').replace(/\s+/g, ' ');
    for (const formula of formulas) expect(page).toContain(formula);
  });
});

describe('since when to report', () => {
  it('is a duration before now, or a day', () => {
    expect(sinceOf('P1D', days(3))).toBe(days(2));
    expect(sinceOf('2026-11-22', 0)).toBe(Date.UTC(2026, 10, 22));
    expect(() => sinceOf('yesterday', 0)).toThrow('--since: give a duration');
  });
});
