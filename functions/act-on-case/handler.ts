import configuration from '#configuration';
import { stepFunctionsCaseExecutions } from '../aws/case-executions.ts';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { executionClient, secretsClient, tableClient } from '../aws/clients.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { secretsManagerLinkKeys } from '../aws/link-keys.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { httpHandler } from '../runtime/http.ts';
import { answerRequest } from './answer-request.ts';
import { environment } from './env.ts';

// Once per cold start.
const env = readEnvironment(environment);
const tables = tableClient();
const ports = {
  cases: dynamodbCaseStore(tables, { table: env.CASES_TABLE }),
  feedback: dynamodbFeedbackStore(tables, { table: env.FEEDBACK_TABLE }),
  customers: dynamodbCustomerStore(tables, { table: env.CUSTOMERS_TABLE }),
  executions: stepFunctionsCaseExecutions(executionClient(), { stateMachineArn: env.CASE_MACHINE_ARN }),
  linkKeys: secretsManagerLinkKeys(secretsClient(), { name: env.LINK_KEY_SECRET, now: () => Date.now() }),
};

// Called by the HTTP API, for GET and POST /cases/{link}.
export const handler = httpHandler((request) => answerRequest(ports, configuration, request, Date.now()));
