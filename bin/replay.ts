import { parseArgs } from 'node:util';
import { queueClient, tableClient } from '../functions/aws/clients.ts';
import { dynamodbDeliveryStore } from '../functions/aws/delivery-store.ts';
import { dynamodbFeedbackStore } from '../functions/aws/feedback-store.ts';
import { sqsIntake } from '../functions/aws/intake.ts';
import { listed, rebuildKept, replaySetAside } from './replaying/replay.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

const usage = `Reads deliveries again once whatever was wrong is mended. Shows what would change, and changes nothing without --apply.

  npm run replay -- [--source NAME] [--from TIME] [--to TIME] [--list]     deliveries that could not be read
  npm run replay -- --stored [--source NAME] [--from TIME] [--to TIME]     responses, from the bodies kept of them

  --apply        does it: sends them through the intake again
  --stored       reads what was read before anew, under the mapping of today
  --words        shows comments and customers that would change, too; never without need
  --list         only lists what is set aside, and why
  --from, --to   received from then on, and before: 2026-11-22T09:00:00Z, or a day
  --aws --stage  acts on a deployed stage; else on the run on this machine`;

const options = {
  ...targetOptions,
  source: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  stored: { type: 'boolean', default: false },
  apply: { type: 'boolean', default: false },
  words: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

await runCommand(async () => {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const { source, apply, words, stored, list, stage } = values;
  const [from, to] = [momentOf('from', values.from), momentOf('to', values.to)];
  const wish = {
    apply,
    words,
    ...(source !== undefined && { source }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const configuration = await stageConfiguration(stage);
  const target = await findTarget(values);
  const tables = tableClient(target.clientConfig);
  const ports = {
    deliveries: dynamodbDeliveryStore(tables, { table: target.output('DeliveriesTable') }),
    feedback: dynamodbFeedbackStore(tables, { table: target.output('FeedbackTable') }),
    intake: sqsIntake(queueClient(target.clientConfig), { queueUrl: target.output('IntakeQueueUrl') }),
  };
  console.log(`On ${target.name}, by the configuration of stage ${stage}:`);
  const replay = stored ? rebuildKept : replaySetAside;
  const lines = list ? listed(ports, wish) : replay(ports, configuration, wish, Date.now());
  for await (const line of lines) console.log(line);
});

/** @throws Error when it is no time */
function momentOf(option: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const at = Date.parse(given);
  if (Number.isNaN(at))
    throw new Error(`--${option}: give a time such as 2026-11-22T09:00:00Z, or a day such as 2026-11-22`);
  return at;
}
