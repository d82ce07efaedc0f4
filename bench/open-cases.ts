import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stageAssembly } from '../bin/stage-assembly.ts';
import { findTarget } from '../bin/target.ts';
import demo from '../config/demo.ts';
import { dynamodbCaseStore } from '../functions/aws/case-store.ts';
import { tableClient } from '../functions/aws/clients.ts';
import type { CaseEvent } from '../functions/domain/case.ts';
import type { Configuration } from '../functions/domain/configuration.ts';
import { ChildRun } from '../local/child-run.ts';

/**
 * Opens many cases on the local run, skips the clock over what falls due for them, and reads from every case's own
 * events whether a step came early, late, twice or not at all. Prints one JSON object of figures; exits with 1 when a
 * step did. Progress goes to stderr.
 */

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '2000' }, owners: { type: 'string', default: '100' } },
});
const wanted = countOf('cases', values.cases);
const owners = countOf('owners', values.owners);
const hour = 3_600_000;
const senders = 24;
/** Opened at a time: how long a queue of them takes is another question than whether steps come in time. */
const wave = 960;
const say = (text: string) => console.error(text);

/** On clocks that never stop, so that when a step is due can be reckoned here by adding. */
const due = { opened: 0, acknowledge: 2 * hour } as const;
/** What falls due within a minute is done before a call has to be answered; three hours at once take too long for one. */
const skippedMinutes = 180;
const always = (within: number) => ({ within, calendar: 'always' });
const company: Configuration = {
  ...demo,
  people: [
    ...demo.people,
    ...Array.from({ length: owners }, (_, index) => ({
      email: ownerOf(index),
      name: `Owner ${index}`,
      language: index % 2 === 0 ? ('fr' as const) : ('en' as const),
      team: 'care',
    })),
  ],
  policies: [
    {
      id: 'bench',
      when: {},
      targets: {
        acknowledge: always(due.acknowledge),
        firstContact: always(1000 * hour),
        resolution: always(1000 * hour),
      },
      warnAt: [],
      ladder: [{ after: 0, tell: ['owner'] }],
      longestWait: hour,
    },
  ],
};

function countOf(option: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${option} is a whole number from 1, not ${text}`);
}

function ownerOf(index: number): string {
  return `owner-${index % owners}@example.com`;
}

const assembly = stageAssembly(company);
const data = mkdtempSync(join(tmpdir(), 'retour-bench-'));
const run = await ChildRun.start({ assembly, data });
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await run.stop();
  for (const folder of [assembly, data]) rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<boolean> {
  const opening = performance.now();
  await openCases();
  const opened = performance.now();
  const openMb = residentMb('VmRSS');
  say(`${wanted} cases open after ${seconds(opening, opened)} s; skipping ${skippedMinutes} minutes`);
  for (let minute = 0; minute < skippedMinutes; minute += 1) {
    await run.advance('PT1M');
    if (minute % 10 === 0)
      say(
        `minute ${minute} skipped after ${seconds(opened, performance.now())} s, ${residentMb('VmRSS')} MB`,
      );
  }
  const ended = performance.now();
  say(`skipped after ${seconds(opened, ended)} s; reading the cases`);
  const found = await readCases();
  console.log(
    JSON.stringify(
      {
        machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version },
        cases: found.cases,
        executions: (await run.executions()).filter(({ status }) => status === 'RUNNING').length,
        steps: found.steps,
        early: found.early,
        lost: found.lost,
        twice: found.twice,
        latestMs: found.latestMs,
        seconds: { opening: seconds(opening, opened), skipping: seconds(opened, ended) },
        perSecond: {
          opened: Math.round((1000 * wanted) / (opened - opening)),
          looks: Math.round((1000 * wanted) / (ended - opened)),
        },
        residentMb: { open: openMb, most: residentMb('VmHWM') },
      },
      undefined,
      2,
    ),
  );
  const isWhole = found.cases === wanted && found.lost + found.early + found.twice === 0;
  return isWhole && found.latestMs <= 60_000;
}

async function openCases(): Promise<void> {
  for (let from = 0; from < wanted; from += wave) {
    await openWave(from, Math.min(from + wave, wanted));
    await run.idle(600_000);
    if (from % (5 * wave) === 0) say(`${from} open, ${residentMb('VmRSS')} MB`);
  }
}

async function openWave(from: number, to: number): Promise<void> {
  let next = from;
  const sender = async () => {
    for (let index = next++; index < to; index = next++) {
      const customer = { email: `customer-${index}@example.com`, locale: 'fr-FR' };
      const body = { id: `open-${index}`, score: 2, customer, attributes: { owner: ownerOf(index) } };
      const { status } = await run.post('post-purchase', { type: 'response.completed', data: body });
      if (status !== 202) throw new Error(`the door answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
}

/** What every case should have been told by now, and when. */
function expectedSteps(openedAt: number): ReadonlyMap<string, number> {
  return new Map([
    ['round-0', openedAt + due.opened],
    ['round-0/acknowledge/breach-0', openedAt + due.acknowledge],
  ]);
}

async function readCases() {
  process.env['RETOUR_URL'] = run.url;
  const target = await findTarget({ aws: false, stage: company.stage });
  const cases = dynamodbCaseStore(tableClient(target.clientConfig), { table: target.output('CasesTable') });
  const found = { cases: 0, steps: 0, early: 0, lost: 0, twice: 0, latestMs: 0 };
  for await (const { events } of cases.list()) {
    found.cases += 1;
    const expected = expectedSteps(events[0]?.at ?? Number.NaN);
    const told = Map.groupBy(events.flatMap(tellingIn), ({ step }) => step);
    for (const [step, at] of expected) {
      const [first, ...others] = told.get(step) ?? [];
      if (first === undefined) found.lost += 1;
      else {
        found.steps += 1;
        if (first.at < at) found.early += 1;
        found.latestMs = Math.max(found.latestMs, first.at - at);
      }
      found.twice += others.length;
    }
    found.twice += [...told.keys()].filter((step) => !expected.has(step)).length;
  }
  return found;
}

function tellingIn(event: CaseEvent): readonly Extract<CaseEvent, { type: 'told' }>[] {
  return event.type === 'told' ? [event] : [];
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 100) / 10;
}

/** Of the run with all its functions, from the kernel; NaN where there is no /proc. */
function residentMb(name: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${run.pid}/status`, 'utf8');
    return Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  } catch {
    return Number.NaN;
  }
}
