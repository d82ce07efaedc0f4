import { parseArgs } from 'node:util';
import { dynamodbCaseStore } from '../functions/aws/case-store.ts';
import { tableClient } from '../functions/aws/clients.ts';
import { dynamodbFeedbackStore } from '../functions/aws/feedback-store.ts';
import { groupings } from '../functions/domain/report.ts';
import { gatherReport } from './reporting/gather.ts';
import { reportAsCsv, reportAsJson, reportLines } from './reporting/write.ts';
import { sinceOf } from './since.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

const usage = `Says how well the loop works: targets kept, times, recovered customers, each with its definition. Changes nothing.

  npm run report
  npm run report -- --since P90D --by team

  --since TIME   responses given from then on: P30D (thirty days, unless told otherwise) or a day such as 2026-11-01
  --by WHAT      ${groupings.join(', ')}: also for each of them
  --json, --csv  for other programs (with npm run -s)
  --aws --stage  on a deployed stage; else on the run on this machine

It reads the feedback and the case table whole.`;

const options = {
  ...targetOptions,
  since: { type: 'string', default: 'P30D' },
  by: { type: 'string' },
  json: { type: 'boolean', default: false },
  csv: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  if (values.json && values.csv) throw new Error('Give --json or --csv, not both.');
  const by = groupings.find((one) => one === values.by);
  if (values.by !== undefined && by === undefined)
    throw new Error(`--by: give one of ${groupings.join(', ')}`);
  const configuration = await stageConfiguration(values.stage);
  const target = await findTarget(values);
  const now = await target.now();
  const since = sinceOf(values.since, now);
  const tables = tableClient(target.clientConfig);
  const ports = {
    feedback: dynamodbFeedbackStore(tables, { table: target.output('FeedbackTable') }),
    cases: dynamodbCaseStore(tables, { table: target.output('CasesTable') }),
  };
  const report = await gatherReport(ports, configuration, { since, now, ...(by !== undefined && { by }) });
  const setting = { since, now, by };
  if (values.json) return console.log(JSON.stringify(reportAsJson(report, setting), undefined, 2));
  if (values.csv) return void process.stdout.write(reportAsCsv(report));
  for (const line of reportLines(report, setting)) console.log(line);
});
