import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { queueClient } from '../functions/aws/clients.ts';
import { sqsIntake } from '../functions/aws/intake.ts';
import type { Delivery } from '../functions/domain/delivery.ts';
import { providerNamed } from '../functions/providers/providers.ts';
import type { Renames } from './importing/columns.ts';
import { importInto } from './importing/import-into.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, type TargetOptions, targetOptions } from './target.ts';

const usage = `Brings in old responses from a file. They open no case and mail nobody.

  npm run import -- <source> <file.csv | .json | .ndjson>

  --columns FILE    other names for a table's columns: {"How likely are you to …": "score", "Ignored": null}
  --separator ";"   what parts a table's fields, where its first line does not tell
  --dry-run         reads everything and sends nothing
  --restart         begins anew; otherwise a second run continues where the first one stopped
  --open-cases      treats them as if they had just come: cases open, owners are told, customers are mailed
  --stage NAME      default demo
  --aws             acts on the deployed stage and not on the run on this machine`;

const options = {
  ...targetOptions,
  columns: { type: 'string' },
  separator: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  restart: { type: 'boolean', default: false },
  'open-cases': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Brings in old responses: exits 0 when the file was read to its end, unless every row of it was refused. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  const [name, file, ...others] = positionals;
  if (name === undefined || file === undefined || others.length > 0)
    throw new Error(`Give a source and a file.\n\n${usage}`);
  const { sources } = await stageConfiguration(values.stage);
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined)
    throw new Error(`There is no source "${name}". Sources: ${Object.keys(sources).join(', ')}.`);
  const isWhole = await importInto({
    file,
    setting: { name, source, provider: providerNamed(source.provider), opensCases: values['open-cases'] },
    renames: values.columns === undefined ? undefined : renamesIn(values.columns),
    separator: values.separator,
    restart: values.restart,
    target: values['dry-run'] ? undefined : await intakeOf(values),
    isStopped: interruption(),
    now: Date.now,
    tell: (line) => console.log(line),
  });
  if (!isWhole) process.exitCode = 1;
});

async function intakeOf(options: TargetOptions) {
  const target = await findTarget(options);
  const intake = sqsIntake(queueClient(target.clientConfig), { queueUrl: target.output('IntakeQueueUrl') });
  return { name: target.name, send: (delivery: Delivery) => intake.accept(delivery) };
}

/** The first Ctrl-C stops in good order, a second one at once. */
function interruption(): () => boolean {
  let isStopped = false;
  process.once('SIGINT', () => {
    isStopped = true;
    process.once('SIGINT', () => process.exit(130));
  });
  return () => isStopped;
}

/** @throws Error that says what the file should hold */
function renamesIn(path: string): Renames {
  const renames = z
    .record(z.string(), z.string().min(1).nullable())
    .safeParse(parsed(readFileSync(path, 'utf8')));
  if (renames.success) return renames.data;
  throw new Error(`${path}: expected {"title of a column": "score", "another one": null, …}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
