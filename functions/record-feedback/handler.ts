import configuration from '#configuration';
import { stepFunctionsCaseExecutions } from '../aws/case-executions.ts';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { sqsFetches } from '../aws/fetches.ts';
import { comprehendClient, executionClient, queueClient, tableClient } from '../aws/clients.ts';
import { sqsDeferredSentiments } from '../aws/deferred-sentiments.ts';
import { readIntakeMessage } from '../aws/delivery-message.ts';
import { dynamodbDeliveryStore } from '../aws/delivery-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { comprehendSentiments } from '../aws/sentiments.ts';
import { dynamodbSourceLog } from '../aws/source-log.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { queueHandler } from '../runtime/queue.ts';
import { CaseLoads } from './case-loads.ts';
import { eachReadable } from './each-readable.ts';
import { environment } from './env.ts';
import { seldomReceived } from './source-notes.ts';
import { takeIn } from './take-in.ts';

// Once per cold start.
const variables = readEnvironment(environment);
const tables = tableClient();
const cases = dynamodbCaseStore(tables, { table: variables.CASES_TABLE });
const ports = {
  deliveries: dynamodbDeliveryStore(tables, { table: variables.DELIVERIES_TABLE }),
  sourceLog: seldomReceived(dynamodbSourceLog(tables, { table: variables.DELIVERIES_TABLE })),
  feedback: dynamodbFeedbackStore(tables, { table: variables.FEEDBACK_TABLE }),
  cases,
  loads: new CaseLoads(cases),
  customers: dynamodbCustomerStore(tables, { table: variables.CUSTOMERS_TABLE }),
  fetches: sqsFetches(queueClient(), { queueUrl: variables.FETCH_QUEUE_URL }),
  deferred: sqsDeferredSentiments(queueClient(), { queueUrl: variables.SENTIMENT_QUEUE_URL }),
  sentiments: comprehendSentiments(comprehendClient()),
  executions: stepFunctionsCaseExecutions(executionClient(), { stateMachineArn: variables.CASE_MACHINE_ARN }),
};

/** Called by AWS, with a batch of the intake queue. */
export const handler = queueHandler((bodies) =>
  // Per batch: comments of several responses share one call for their sentiments.
  eachReadable(bodies, readIntakeMessage, (messages) => takeIn(ports, configuration, messages, Date.now())),
);
