import { setPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { followRunClock } from './run-date.ts';

const Settings = z.object({
  name: z.string(),
  arn: z.string(),
  module: z.string(),
  exportName: z.string(),
  memoryMb: z.number(),
  nice: z.number(),
  clock: z.instanceof(SharedArrayBuffer),
});
const Invocation = z.object({ id: z.string(), payload: z.string(), timeoutMs: z.number() });
const Handler = z.custom<(event: unknown, context: object) => unknown>(
  (value) => typeof value === 'function',
);

const settings = Settings.parse(workerData);
// This thread only: whoever wakes it up should finish its own turn first, or the one gateway starves.
setPriority(settings.nice);
// Before the bundle loads: libraries may keep the Date they find.
followRunClock(settings.clock);
const loaded = load();
loaded.catch(() => undefined);

parentPort?.on('message', async (message) => {
  const invocation = Invocation.parse(message);
  const { id } = invocation;
  try {
    const handler = await loaded;
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    parentPort?.postMessage({ id, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    console.error(error);
    parentPort?.postMessage({ id, error: describe(error) });
  }
});

async function load() {
  const exports = z
    .record(z.string(), z.unknown())
    .parse({ ...(await import(pathToFileURL(settings.module).href)) });
  return Handler.parse(exports[settings.exportName]);
}

function contextOf({ id, timeoutMs }: z.infer<typeof Invocation>): object {
  process.env['_X_AMZN_TRACE_ID'] = `Root=1-${id.slice(0, 8)}-${id.replaceAll('-', '').slice(8)};Sampled=0`;
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: id,
    functionName: settings.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.arn,
    memoryLimitInMB: String(settings.memoryMb),
    logGroupName: `/aws/lambda/${settings.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: 'Error', errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
