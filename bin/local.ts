import { parseArgs } from 'node:util';
import { greeting } from '../local/greeting.ts';
import { startRun } from '../local/run.ts';
import { currentAssembly } from './assembly.ts';

const USAGE = `Runs the app on this machine, from what CDK synthesises.

  npm start -- [--port N] [--data DIR | --memory] [--assembly DIR]

  --port N        default: $PORT or 8787; 0 takes any free port
  --data DIR      where the run keeps its data; default .retour
  --memory        keep nothing
  --assembly DIR  run this cloud assembly instead of synthesising one
  $RETOUR_SMTP_URL passes captured mail on to a mail server, e.g. smtp://localhost:1025`;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    memory: { type: 'boolean', default: false },
    assembly: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

try {
  const data = values.memory ? undefined : (values.data ?? '.retour');
  const run = await startRun({
    assembly: values.assembly ?? (await currentAssembly(() => console.log('Synthesising the CDK app, once'))),
    port: Number(values.port ?? process.env['PORT'] ?? 8787),
    data,
    smtpUrl: process.env['RETOUR_SMTP_URL'],
  });
  console.log(greeting(run.url, run.sources));
  console.log(`ready ${run.url}`);
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    run.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(reasonOf(error));
  process.exit(1);
}

/** The message and its causes; a stack only when asked, because most failures here are about the app's templates. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (process.env['DEBUG'] !== undefined) return error.stack ?? error.message;
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
