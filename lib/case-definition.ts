import {
  type Chain,
  Errors,
  IntegrationPattern,
  JsonPath,
  Succeed,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { patience } from './machine.ts';

export interface CaseSteps {
  readonly workCase: HouseFunction<'work-case'>;
  readonly awaitOwner: HouseFunction<'await-owner'>;
}

/** What the case machine is told when its case is closed, and when something is due before the time is up. */
const caseClosed = 'CaseClosed';
const stepDue = 'StepDue';

/**
 * Do what is due, then wait until something else is. The machine only wakes: how long it waits, and what is due, the
 * steps derive from the case, whatever has changed in between.
 */
export function caseDefinition(scope: Construct, { workCase, awaitOwner }: CaseSteps): Chain {
  const work = new LambdaInvoke(scope, 'Work', {
    lambdaFunction: workCase.lambda,
    payload: TaskInput.fromObject({ caseId: JsonPath.stringAt('$.caseId') }),
    outputPath: '$.Payload',
    retryOnServiceExceptions: false,
  }).addRetry({ errors: [Errors.ALL], ...patience });

  const await_ = new LambdaInvoke(scope, 'Await', {
    lambdaFunction: awaitOwner.lambda,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({
      caseId: JsonPath.stringAt('$.caseId'),
      events: JsonPath.numberAt('$.events'),
      token: JsonPath.taskToken,
    }),
    taskTimeout: Timeout.at('$.waitSeconds'),
    retryOnServiceExceptions: false,
  })
    // The first retrier that fits decides. What the machine is told is no failure; States.TaskFailed fits all else but a time-out.
    .addRetry({ errors: [caseClosed, stepDue], maxAttempts: 0 })
    .addRetry({ errors: [Errors.TASKS_FAILED], ...patience })
    .addCatch(work, { errors: [Errors.TIMEOUT, stepDue], resultPath: JsonPath.DISCARD })
    .addCatch(new Succeed(scope, 'Closed'), { errors: [caseClosed], resultPath: JsonPath.DISCARD });

  // Who acts on a case sends the machine its new state, so that it goes on waiting, for as long as is right now.
  await_.next(await_);
  return work.next(await_);
}
