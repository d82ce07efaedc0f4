import { parseArgs } from 'node:util';
import type { Configuration } from '../functions/domain/configuration.ts';
import type { DeliveryWay } from '../functions/domain/delivery.ts';
import type { SourceConfiguration } from '../functions/domain/source.ts';
import { sourceMistakes } from '../functions/providers/check-sources.ts';
import { providerNamed } from '../functions/providers/providers.ts';
import { checkAsJson } from './checking/as-json.ts';
import { type Check, check } from './checking/check.ts';
import { bodiesIn, deliveriesOf, headersIn, looksCaptured } from './checking/given-bodies.ts';
import { givenSource } from './checking/given-mapping.ts';
import { proofOf } from './checking/proof.ts';
import { type Paint, reportOf } from './checking/report.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { runCommand } from './target.ts';

const usage = `Shows what a survey tool's body becomes, field by field, and what was ignored and why. Nothing is sent or stored.

  npm run source:check -- <source> <body file>...
  npm run source:check -- --provider <name> [--questions <mapping.json>] <body file>...

  <body file>...        one delivery each, in the order of their coming: together they are one story
  --provider NAME       for a form that is not configured yet
  --questions FILE      its mapping: {"questions": [...], "hidden": {...}, ...} as in the configuration, or only the list
  --stage NAME          the configuration whose sources and rules count; default demo
  --fetched             the body is what the tool's API answers
  --header NAME=VALUE   a header that came with the body, such as content-type; may be repeated
  --capture             the files hold {"headers": {...}, "body": ...}
  --secret SECRET       says also whether the call's proof is right, with --header for each of its headers,
                        [--method POST] [--url URL as the tool called it] [--at TIME of the call]
  --json                what would be recorded, for other programs (with npm run -s)`;

const options = {
  stage: { type: 'string', default: 'demo' },
  provider: { type: 'string' },
  questions: { type: 'string' },
  fetched: { type: 'boolean', default: false },
  header: { type: 'string', multiple: true },
  capture: { type: 'boolean', default: false },
  secret: { type: 'string', multiple: true },
  method: { type: 'string', default: 'POST' },
  url: { type: 'string', default: '' },
  at: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const colours = { bold: 1, dim: 2, green: 32, red: 31 } as const;
const isColourful = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
const paint: Paint = (colour, text) => (isColourful ? `\x1b[${colours[colour]}m${text}\x1b[0m` : text);

/** Tells what bodies become: exits 0 when all of them can be read. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  const stage = await stageConfiguration(values.stage);
  const { id, source, files } = chosen(values, positionals, stage);
  const provider = providerNamed(source.provider);
  const headers = headersIn(values.header ?? []);
  const bodies = files.flatMap((file) => bodiesIn(file, headers, values.capture));
  const configuration = { ...stage, sources: { ...stage.sources, [id]: source } };
  const checkAs = (way: DeliveryWay) =>
    check(deliveriesOf(id, provider, bodies, { way, now: Date.now() }), configuration);
  const checked = checkAs(values.fetched ? 'fetched' : 'posted');
  const mistakes = sourceMistakes(source);
  const secrets = values.secret ?? [];
  const call = { secrets, method: values.method, url: values.url, at: momentIn(values.at) };
  const proofs = secrets.length === 0 ? [] : bodies.map((body) => proofOf(provider, body, call));
  if (!isRead(checked)) process.exitCode = 1;
  const names = bodies.map(({ file }) => file);
  if (values.json) {
    const proven = proofs.length > 0 && { proofs };
    console.log(
      JSON.stringify(
        { stage: stage.stage, ...checkAsJson(checked, names), mistakes, ...proven },
        undefined,
        2,
      ),
    );
    return;
  }
  console.log(
    reportOf(checked, {
      files: names,
      source: id,
      provider: source.provider,
      events: Object.keys(provider.events),
      stage: stage.stage,
      rules: stage.rules,
      paint,
    }),
  );
  if (mistakes.length > 0) console.log(['\nBefore this can be deployed:', ...mistakes].join('\n  '));
  proofs.forEach(({ text }, index) => {
    console.log(`\nThe proof of ${names[index]} is ${text}`);
  });
  if (!values.capture && bodies.some(looksCaptured))
    console.log('\nThis looks like a captured call with its headers: give --capture.');
  if (!isRead(checked) && !values.fetched && provider.api !== undefined && isRead(checkAs('fetched')))
    console.log('\nThis looks like what the tool’s API answers: give --fetched.');
});

function isRead({ deliveries }: Check): boolean {
  return deliveries.every(({ unreadable }) => unreadable === undefined);
}

interface Chosen {
  readonly id: string;
  readonly source: SourceConfiguration;
  readonly files: readonly string[];
}

/** A configured source, or one that the options describe. @throws Error that says what to give */
function chosen(
  {
    provider,
    questions,
  }: { readonly provider?: string | undefined; readonly questions?: string | undefined },
  positionals: readonly string[],
  { sources }: Configuration,
): Chosen {
  const [id, ...rest] = provider === undefined ? positionals : [provider, ...positionals];
  if (id === undefined || rest.length === 0) throw new Error(`Give a body file.\n\n${usage}`);
  if (provider !== undefined) return { id, source: givenSource(provider, questions), files: rest };
  if (questions !== undefined) throw new Error('--questions belongs to --provider: a source has its own.');
  const source = Object.hasOwn(sources, id) ? sources[id] : undefined;
  if (source === undefined)
    throw new Error(`There is no source "${id}". Sources: ${Object.keys(sources).join(', ')}.`);
  return { id, source, files: rest };
}

function momentIn(text: string | undefined): number {
  const at = text === undefined ? Date.now() : Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`--at ${text}: give a time such as 2026-11-22T09:00:00Z`);
  return at;
}
