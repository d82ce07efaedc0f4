import { parseArgs } from 'node:util';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { improvementIdOf } from '../functions/identifiers.ts';
import { stageConfiguration } from './stage-configuration.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

const usage =
  'npm run ship -- --theme delivery --title "Parcels now leave the same day" --title-fr "Vos colis partent le jour même"';

/** Tells everyone who asked for an improvement that it is there. Run twice, it mails nobody twice. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...targetOptions,
      theme: { type: 'string' },
      title: { type: 'string' },
      'title-fr': { type: 'string' },
    },
  });
  const { theme, title, 'title-fr': titleFr } = values;
  if (!theme || !title || !titleFr)
    throw new Error(`Give a theme and its title in both languages:\n  ${usage}`);
  const { themes: configured } = await stageConfiguration(values.stage);
  const themes = configured.map(({ id }) => id);
  if (!themes.includes(theme)) throw new Error(`There is no theme "${theme}". Themes: ${themes.join(', ')}.`);

  const target = await findTarget(values);
  const executions = new SFNClient(target.clientConfig);
  const id = improvementIdOf(theme, title);
  const input = JSON.stringify({ improvement: { id, theme, title: { en: title, fr: titleFr } } });
  const executionArn = await startOnce(executions, target.output('CampaignMachineArn'), id, input);
  console.log(`Improvement ${id} on ${target.name}`);

  const ended = await follow(executions, executionArn);
  if (ended === 'later') {
    console.log(
      'Some customers are in their quiet hours and will be mailed when these end; the campaign goes on by itself.',
    );
    return;
  }
  if (ended.status !== 'SUCCEEDED')
    throw new Error(`The campaign ended ${ended.status}: ${ended.error ?? 'no reason given'}.`);
  const { tally } = JSON.parse(ended.output ?? '{}');
  console.log(`Asked for it: ${tally.asked} · told now: ${tally.mailed} · told before: ${tally.alreadyTold}`);
  for (const [reason, people] of Object.entries(tally.held)) console.log(`Not mailed (${reason}): ${people}`);
});

/** An improvement has one running campaign; a finished one may be run again for those who asked since. */
async function startOnce(
  client: SFNClient,
  stateMachineArn: string,
  id: string,
  input: string,
): Promise<string> {
  for (let run = 1; ; run += 1) {
    const name = run === 1 ? id : `${id}-${run}`;
    try {
      const started = await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      if (started.executionArn === undefined) throw new Error('Step Functions named no execution');
      return started.executionArn;
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
}

/** Waits for the end, up to a minute: a campaign that waits for the end of quiet hours takes longer. */
async function follow(
  client: SFNClient,
  executionArn: string,
): Promise<DescribeExecutionCommandOutput | 'later'> {
  for (let tries = 0; tries < 120; tries += 1) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return 'later';
}
