import configuration from '#configuration';
import { secretsManagerApiCredentials } from '../aws/api-credentials.ts';
import { queueClient, secretsClient, tableClient } from '../aws/clients.ts';
import { dynamodbDeliveryStore } from '../aws/delivery-store.ts';
import { readFetchRequest, sqsFetches } from '../aws/fetches.ts';
import { sqsIntake } from '../aws/intake.ts';
import { dynamodbSourceLog } from '../aws/source-log.ts';
import { httpsSurveyApis } from '../aws/survey-apis.ts';
import { eachReadable } from '../record-feedback/each-readable.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { queueHandler } from '../runtime/queue.ts';
import { environment } from './env.ts';
import { fetchResponses } from './fetch-response.ts';

// Once per cold start.
const variables = readEnvironment(environment);
const [tables, queues, now] = [tableClient(), queueClient(), () => Date.now()];
const ports = {
  deliveries: dynamodbDeliveryStore(tables, { table: variables.DELIVERIES_TABLE }),
  sourceLog: dynamodbSourceLog(tables, { table: variables.DELIVERIES_TABLE }),
  intake: sqsIntake(queues, { queueUrl: variables.INTAKE_QUEUE_URL }),
  fetches: sqsFetches(queues, { queueUrl: variables.FETCH_QUEUE_URL }),
  credentials: secretsManagerApiCredentials(secretsClient(), {
    prefix: variables.API_CREDENTIALS_PREFIX,
    now,
  }),
  apis: httpsSurveyApis({ now }),
};

/** Called by AWS, with a batch of the queue of announced responses. */
export const handler = queueHandler((bodies) =>
  // Per batch: an API in trouble is asked once.
  eachReadable(bodies, readFetchRequest, (requests) =>
    fetchResponses(ports, configuration, requests, Date.now()),
  ),
);
