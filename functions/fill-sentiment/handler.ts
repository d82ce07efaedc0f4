import configuration from '#configuration';
import { stepFunctionsCaseExecutions } from '../aws/case-executions.ts';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { comprehendClient, executionClient, tableClient } from '../aws/clients.ts';
import { readDeferred } from '../aws/deferred-sentiments.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { comprehendSentiments } from '../aws/sentiments.ts';
import { eachReadable } from '../record-feedback/each-readable.ts';
import { CaseLoads } from '../record-feedback/case-loads.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { queueHandler } from '../runtime/queue.ts';
import { environment } from './env.ts';
import { fillSentiment } from './fill-sentiment.ts';

// Once per cold start.
const variables = readEnvironment(environment);
const tables = tableClient();
const cases = dynamodbCaseStore(tables, { table: variables.CASES_TABLE });
const ports = {
  feedback: dynamodbFeedbackStore(tables, { table: variables.FEEDBACK_TABLE }),
  cases,
  loads: new CaseLoads(cases),
  customers: dynamodbCustomerStore(tables, { table: variables.CUSTOMERS_TABLE }),
  sentiments: comprehendSentiments(comprehendClient()),
  executions: stepFunctionsCaseExecutions(executionClient(), { stateMachineArn: variables.CASE_MACHINE_ARN }),
};

/** Called by AWS, with a batch of the queue of deferred sentiments. */
export const handler = queueHandler((bodies) =>
  // Per batch: the comments share one call.
  eachReadable(bodies, readDeferred, (ids) => fillSentiment(ports, configuration, ids, Date.now())),
);
