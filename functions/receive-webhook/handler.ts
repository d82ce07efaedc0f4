import configuration from '#configuration';
import { queueClient, secretsClient } from '../aws/door-clients.ts';
import { sqsIntake } from '../aws/intake.ts';
import { secretsManagerSourceSecrets } from '../aws/source-secrets.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { httpHandler } from '../runtime/http.ts';
import { environment } from './env.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { seldomRefused } from './refusals.ts';

// Once per cold start.
const { INTAKE_QUEUE_URL, SOURCE_SECRETS_PREFIX } = readEnvironment(environment);
const ports = {
  intake: seldomRefused(sqsIntake(queueClient(), { queueUrl: INTAKE_QUEUE_URL })),
  secrets: secretsManagerSourceSecrets(secretsClient(), {
    prefix: SOURCE_SECRETS_PREFIX,
    sources: new Set(Object.keys(configuration.sources)),
    now: () => Date.now(),
  }),
};

/** Called by AWS, for `POST /hooks/{source}`. */
export const handler = httpHandler(
  // Per request.
  (request) => receiveWebhook(ports, configuration, request, Date.now()),
);
