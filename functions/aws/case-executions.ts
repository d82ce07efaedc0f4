import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { CaseExecutions } from '../ports.ts';

/** Executions of the state machine "case", named for their case. */
export function stepFunctionsCaseExecutions(
  client: SFNClient,
  { stateMachineArn }: { stateMachineArn: string },
): CaseExecutions {
  return {
    async start(caseId) {
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name: caseId, input: JSON.stringify({ caseId }) }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async rearm(taskToken, { caseId, events, waitSeconds }) {
      const output = JSON.stringify({ caseId, events, waitSeconds });
      await unlessMovedOn(client.send(new SendTaskSuccessCommand({ taskToken, output })));
    },

    async hurry(taskToken) {
      await unlessMovedOn(client.send(new SendTaskFailureCommand({ taskToken, error: 'StepDue' })));
    },

    async finish(taskToken) {
      await unlessMovedOn(client.send(new SendTaskFailureCommand({ taskToken, error: 'CaseClosed' })));
    },
  };
}

/** A token that is used up belongs to a wait that ended: the execution reads the case again by itself. */
async function unlessMovedOn(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    const movedOn =
      error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken;
    if (!movedOn) throw error;
  }
}
