import configuration from '#configuration';
import { stepFunctionsCaseExecutions } from '../aws/case-executions.ts';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { comprehendClient, executionClient, queueClient, tableClient } from '../aws/clients.ts';
import { sqsDeferredSentiments } from '../aws/deferred-sentiments.ts';
import { readDelivery } from '../aws/delivery-message.ts';
import { dynamodbDeliveryStore } from '../aws/delivery-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { comprehendSentiments } from '../aws/sentiments.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { queueHandler } from '../runtime/queue.ts';
import { eachReadable } from './each-readable.ts';
import { environment } from './env.ts';
import { recordFeedback } from './record-feedback.ts';

// Once per cold start.
const variables = readEnvironment(environment);
const tables = tableClient();
const ports = {
  deliveries: dynamodbDeliveryStore(tables, { table: variables.DELIVERIES_TABLE }),
  feedback: dynamodbFeedbackStore(tables, { table: variables.FEEDBACK_TABLE }),
  cases: dynamodbCaseStore(tables, { table: variables.CASES_TABLE }),
  deferred: sqsDeferredSentiments(queueClient(), { queueUrl: variables.SENTIMENT_QUEUE_URL }),
  sentiments: comprehendSentiments(comprehendClient()),
  executions: stepFunctionsCaseExecutions(executionClient(), { stateMachineArn: variables.CASE_MACHINE_ARN }),
};

/** Called by AWS, with a batch of the intake queue. */
export const handler = queueHandler((bodies) =>
  // Per batch: comments of several responses share one call for their sentiments.
  eachReadable(bodies, readDelivery, (deliveries) =>
    recordFeedback(ports, configuration, deliveries, Date.now()),
  ),
);
