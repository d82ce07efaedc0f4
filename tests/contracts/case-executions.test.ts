import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stepFunctionsCaseExecutions } from '../../functions/aws/case-executions.ts';
import { executionClient } from '../../functions/aws/clients.ts';
import type { CaseExecutions } from '../../functions/ports.ts';
import { MemoryCaseExecutions } from '../memory/case-executions.ts';
import { type ServiceStub, startServiceStub } from './service-stub.ts';
import { testClient } from './test-client.ts';

let stub: ServiceStub;
beforeAll(async () => {
  stub = await startServiceStub();
});
afterAll(() => stub[Symbol.asyncDispose]());
beforeEach(() => {
  stub.requests.length = 0;
  stub.answer({ body: { executionArn: 'arn', startDate: 0 } });
});

const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:case';
const again = { caseId: 'C-1', events: 3, waitSeconds: 60 };

function stepFunctions(): CaseExecutions {
  const client = executionClient({ ...testClient, endpoint: stub.endpoint, maxAttempts: 1 });
  return stepFunctionsCaseExecutions(client, { stateMachineArn });
}

describe('executions in memory', () => {
  test('the same case twice starts one', async () => {
    const executions = new MemoryCaseExecutions();
    await executions.start('C-1');
    await executions.start('C-1');
    expect([...executions.started]).toEqual(['C-1']);
  });

  test('a token works once', async () => {
    const executions = new MemoryCaseExecutions();
    await executions.rearm('token', again);
    await executions.rearm('token', again);
    await executions.finish('token');
    expect(executions.rearmed).toEqual([{ token: 'token', input: again }]);
    expect(executions.finished).toEqual([]);
  });
});

describe('executions in Step Functions', () => {
  test('an execution is named for its case', async () => {
    await stepFunctions().start('C-1');
    expect(stub.requests).toEqual([
      {
        operation: 'StartExecution',
        body: { stateMachineArn, name: 'C-1', input: '{"caseId":"C-1"}' },
      },
    ]);
  });

  test('an execution that has something to do is sent to it at once', async () => {
    stub.answer({ body: {} });
    await stepFunctions().hurry('token');
    expect(stub.requests).toEqual([
      { operation: 'SendTaskFailure', body: { taskToken: 'token', error: 'StepDue' } },
    ]);
  });

  test('a case whose execution was started already is fine', async () => {
    stub.answer({ error: 'ExecutionAlreadyExists' });
    await expect(stepFunctions().start('C-1')).resolves.toBeUndefined();
  });

  test('re-arming sends what the next wait needs; finishing says that the case is closed', async () => {
    await stepFunctions().rearm('token', again);
    await stepFunctions().finish('token');
    expect(stub.requests).toEqual([
      {
        operation: 'SendTaskSuccess',
        body: { taskToken: 'token', output: '{"caseId":"C-1","events":3,"waitSeconds":60}' },
      },
      { operation: 'SendTaskFailure', body: { taskToken: 'token', error: 'CaseClosed' } },
    ]);
  });

  test.for(['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'])(
    'an execution that moved on (%s) is left alone',
    async (error) => {
      stub.answer({ error }, { error });
      await stepFunctions().rearm('token', again);
      await stepFunctions().finish('token');
      expect(stub.requests).toHaveLength(2);
    },
  );

  test('every other failure is told', async () => {
    const error = 'AccessDeniedException';
    stub.answer({ error }, { error }, { error });
    await expect(stepFunctions().start('C-1')).rejects.toThrow();
    await expect(stepFunctions().rearm('token', again)).rejects.toThrow();
    await expect(stepFunctions().finish('token')).rejects.toThrow();
  });
});
