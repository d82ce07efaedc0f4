import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { currentAssembly } from '../bin/assembly.ts';
import { ChildRun } from '../local/child-run.ts';
import type { RunCall } from '../local/control-client.ts';
import { measureBundles } from './bundles.ts';
import { callsSince, dollarsByService, priceListDate } from './dollars.ts';
import { liveCases } from './life.ts';
import { loadDoor, loadDoorEvenly, loadLoop } from './load.ts';
import { measureProviders } from './providers.ts';

/** Prints one JSON object of figures; progress goes to stderr. */

const { values } = parseArgs({
  options: {
    responses: { type: 'string', default: '3000' },
    seconds: { type: 'string', default: '8' },
    cases: { type: 'string', default: '10' },
    warm: { type: 'string', default: '1000' },
  },
});

const say = (text: string) => console.error(text);
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));

say('synthesising');
const assembly = await currentAssembly();
say('bundles');
const bundles = measureBundles(assembly);

say('verifying and reading, per provider');
const providers = await measureProviders();

say('the front door, as fast as it answers');
const door = await withRun(async (run) => {
  await warmUp(run);
  return loadDoor(run, { connections: 32, seconds: Number(values.seconds) });
});
say('the front door at 200 a second');
const doorAt200 = await withRun(async (run) => {
  await warmUp(run);
  return loadDoorEvenly(run, { perSecond: 200, seconds: Number(values.seconds) });
});

say('the whole loop');
const loop = await withRun(async (run) => {
  await warmUp(run);
  const before = residentMb(run.pid);
  const calls = await run.calls();
  const figures = await loadLoop(run, Number(values.responses));
  return {
    figures,
    residentMb: { idle: before, after: residentMb(run.pid) },
    calls: callsSince(calls, await run.calls()),
  };
});

say('responses that open no case');
const content = await withRun(async (run) => {
  await loadLoop(run, 40, 'content');
  const calls = await run.calls();
  await loadLoop(run, 400, 'content');
  return callsSince(calls, await run.calls());
});

say('cases from beginning to end');
const life = await withRun(async (run) => {
  const transitions = await liveCases(run, Number(values.cases));
  return { transitions, calls: (await run.calls()).filter(isOfCase) };
});

const responses = loop.figures.responses;
const cases = Number(values.cases);
const share = { content: 0.85, cases: 0.15 };
// Each owner's page is opened and posted three times, the survey's once; then the response itself.
const requestsPerCase = 9;
console.log(
  JSON.stringify(
    {
      machine: { cores: cpus().length, model: cpus()[0]?.model, node: process.version },
      microsecondsPerCall: providers,
      door: { connections: 32, ...door, at200PerSecond: doorAt200 },
      wholeLoop: loop.figures,
      residentMb: loop.residentMb,
      bundles,
      awsCalls: {
        perResponse: rounded(countOf(loop.calls) / responses),
        perCaseFromBeginningToEnd: rounded(countOf(life.calls) / cases),
      },
      stateTransitionsPerCase: { most: Math.max(...life.transitions), cases: life.transitions.length },
      dollarsPerMillionResponses: {
        mix: '15 % open a case that goes well, 60 % have a comment',
        priceList: priceListDate,
        withoutCase: millions(dollarsByService(content, 400), share.content / 400),
        withCase: millions(dollarsByService(life.calls, cases * requestsPerCase), share.cases / cases),
      },
    },
    undefined,
    2,
  ),
);

function millions(
  dollars: Readonly<Record<string, number>>,
  share: number,
): Readonly<Record<string, number>> {
  const scaled = Object.entries(dollars).map(
    ([service, sum]) => [service, rounded(sum * share * 1_000_000)] as const,
  );
  const total = scaled.reduce((sum, [, amount]) => sum + amount, 0);
  return { ...Object.fromEntries(scaled), total: rounded(total) };
}

/** Days are skipped; what schedules start in them belongs to them and not to a case. */
function isOfCase({ function: name }: RunCall): boolean {
  return !name.endsWith('-reconcile') && !name.endsWith('-send-digests');
}

function countOf(calls: readonly RunCall[]): number {
  return calls
    .filter(({ service }) => service !== 'lambda' && service !== 'states')
    .reduce((sum, { count }) => sum + count, 0);
}

/** Until the functions' threads are compiled, a figure is about starting and not about work. */
async function warmUp(run: ChildRun): Promise<void> {
  await loadLoop(run, Number(values.warm));
}

async function withRun<Result>(measure: (run: ChildRun) => Promise<Result>): Promise<Result> {
  const run = await ChildRun.start({ assembly });
  try {
    return await measure(run);
  } finally {
    await run.stop();
  }
}

/** Resident memory of the run with all its functions, from the kernel; NaN where there is no /proc. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
  } catch {
    return Number.NaN;
  }
}
