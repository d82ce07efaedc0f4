import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allow } from './binding.ts';
import { claimAccess, type Data, historyAccess, loadAccess } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import type { MachineName } from './machine.ts';
import { WorkQueue } from './queue.ts';

/** Texts that Comprehend takes in one call. */
export const textsPerCall = 25;

/** Comprehend knows no resources for this action. */
export const detectSentiment = allow(['comprehend:BatchDetectSentiment'], ['*']);

const workerTimeout = Duration.minutes(1);

export interface SentimentProps {
  readonly house: House;
  readonly data: Data;
  readonly caseMachine: MachineName;
}

/** Sentiment that could not be found when a comment was recorded is found later, and may open a case then. */
export class Sentiment extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { house, data, caseMachine }: SentimentProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Deferred', {
      alarms: house.alarms,
      workerTimeout,
      // Two hours of trouble at Comprehend.
      attempts: 20,
      backlog: {
        age: Duration.minutes(30),
        impact: 'Angry comments with a good score wait for their sentiment, and their cases open late.',
        runbook: 'sentiment-backlog',
      },
      deadLetters: {
        impact: 'A comment stays without sentiment: a case that only its words would open does not open.',
        runbook: 'sentiment-dead-letters',
      },
    });
    const fillSentiment = new HouseFunction(this, 'FillSentiment', {
      name: 'fill-sentiment',
      house,
      timeout: workerTimeout,
      environment: {
        FEEDBACK_TABLE: data.feedback.binding('get', 'getMany', 'save', ...historyAccess(house)),
        CASES_TABLE: data.cases.binding('open', 'get', 'append', ...loadAccess(house)),
        CUSTOMERS_TABLE: data.customers.binding(...claimAccess(house)),
        CASE_MACHINE_ARN: caseMachine.binding('StartExecution', 'SendTaskSuccess', 'SendTaskFailure'),
      },
      permissions: [detectSentiment],
      failure: {
        errors: 5,
        impact: 'Comments wait for their sentiment; a case that only its words would open opens late.',
        runbook: 'sentiment-failing',
      },
    });
    fillSentiment.work(this.queue, { batchSize: textsPerCall, window: Duration.seconds(5), concurrency: 2 });
  }
}
