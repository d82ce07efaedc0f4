import configuration from '#configuration';
import { secretsManagerApiCredentials } from '../aws/api-credentials.ts';
import { queueClient, secretsClient, tableClient } from '../aws/clients.ts';
import { sqsIntake } from '../aws/intake.ts';
import { httpsSurveyApis } from '../aws/survey-apis.ts';
import { dynamodbWatermarks } from '../aws/watermarks.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { scheduleHandler } from '../runtime/schedule.ts';
import { environment } from './env.ts';
import { reconcile } from './reconcile.ts';

// Once per cold start.
const variables = readEnvironment(environment);
const now = () => Date.now();
const ports = {
  watermarks: dynamodbWatermarks(tableClient(), { table: variables.DELIVERIES_TABLE }),
  intake: sqsIntake(queueClient(), { queueUrl: variables.INTAKE_QUEUE_URL }),
  credentials: secretsManagerApiCredentials(secretsClient(), {
    prefix: variables.API_CREDENTIALS_PREFIX,
    now,
  }),
  apis: httpsSurveyApis({ now }),
};

/** Called by a schedule. */
export const handler = scheduleHandler((timeLeft) => reconcile(ports, configuration, Date.now(), timeLeft));
