import { parseArgs } from 'node:util';
import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { stepFunctionsCaseExecutions } from '../functions/aws/case-executions.ts';
import { dynamodbCaseStore } from '../functions/aws/case-store.ts';
import { tableClient } from '../functions/aws/clients.ts';
import { findTarget, runCommand, targetOptions } from './target.ts';

/**
 * Gives every open case that has no running execution a new one. The case says what is due, so none is told twice.
 * With `--look` the executions that wait look at their cases now: a changed policy or roster holds from here on.
 */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { ...targetOptions, look: { type: 'boolean', default: false } },
  });
  const target = await findTarget(values);
  const machine = target.output('CaseMachineArn');
  const executions = new SFNClient(target.clientConfig);
  const cases = dynamodbCaseStore(tableClient(target.clientConfig), { table: target.output('CasesTable') });
  let open = 0;
  let rearmed = 0;
  let looked = 0;
  const waiting = stepFunctionsCaseExecutions(executions, { stateMachineArn: machine });
  for await (const caseId of cases.listOpen()) {
    open += 1;
    const name = await freeName(executions, machine, caseId);
    const token = values.look && name === undefined ? (await cases.get(caseId))?.wait?.token : undefined;
    if (token !== undefined) {
      await waiting.hurry(token);
      looked += 1;
    }
    if (name === undefined) continue;
    await executions.send(
      new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify({ caseId }) }),
    );
    rearmed += 1;
    console.log(`${caseId} re-armed as ${name}`);
  }
  const at = values.look ? `, ${looked} looked at` : '';
  console.log(`${open} open cases on ${target.name}, ${rearmed} re-armed${at}`);
});

/** The first name that no execution of the case has had; undefined when one of them runs. */
async function freeName(client: SFNClient, machine: string, caseId: string): Promise<string | undefined> {
  for (let run = 1; ; run += 1) {
    const name = run === 1 ? caseId : `${caseId}-${run}`;
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
    try {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      if (status === 'RUNNING') return undefined;
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return name;
      throw error;
    }
  }
}
