import { parseArgs } from 'node:util';
import { dynamodbCaseStore } from '../functions/aws/case-store.ts';
import { tableClient } from '../functions/aws/clients.ts';
import { dynamodbFeedbackStore } from '../functions/aws/feedback-store.ts';
import { sinceOf } from './since.ts';
import { configurationAt, stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';
import { trialAsJson, trialReport } from './trying/report.ts';
import { tryRules } from './trying/trial.ts';

const usage = `Tries rules on the responses that are stored, and says which cases they would have opened. Changes nothing.

  npm run rules:try                              config/demo.ts against the cases that really opened
  npm run rules:try -- --config config/try.ts    that file against config/demo.ts

  --since TIME   responses given from then on: P90D (ninety days, unless told otherwise) or a day such as 2026-11-01
  --source NAME  only those of one source
  --imported     imported responses, too, as if they had come by themselves
  --json         for other programs
  --words        shows comments, too; never without need
  --aws --stage  on a deployed stage; else on the run on this machine`;

const options = {
  ...targetOptions,
  config: { type: 'string' },
  since: { type: 'string', default: 'P90D' },
  source: { type: 'string' },
  imported: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  words: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const { config, source, imported, json, words, stage } = values;
  const since = sinceOf(values.since, Date.now());
  const own = await stageConfiguration(stage);
  const tried = config === undefined ? own : await configurationAt(config);
  if (source !== undefined && !Object.hasOwn(own.sources, source))
    throw new Error(`There is no source "${source}". Sources: ${Object.keys(own.sources).join(', ')}.`);
  const target = await findTarget(values);
  const tables = tableClient(target.clientConfig);
  const ports = {
    feedback: dynamodbFeedbackStore(tables, { table: target.output('FeedbackTable') }),
    cases: dynamodbCaseStore(tables, { table: target.output('CasesTable') }),
  };
  const wish = { since, imported, ...(source !== undefined && { source }) };
  const trial = await tryRules(ports, tried, config === undefined ? undefined : own, wish);
  if (json) return console.log(JSON.stringify(trialAsJson(trial, { words }), undefined, 2));
  const setting = {
    before: config === undefined ? 'the cases that really opened' : `config/${stage}.ts`,
    after: config ?? `config/${stage}.ts`,
    words,
  };
  console.log(`On ${target.name}, since ${new Date(since).toISOString().slice(0, 16)}Z:`);
  for (const line of trialReport(trial, setting)) console.log(line);
});
