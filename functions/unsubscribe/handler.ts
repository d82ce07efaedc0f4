import configuration from '#configuration';
import { secretsClient, tableClient } from '../aws/clients.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { secretsManagerLinkKeys } from '../aws/link-keys.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { httpHandler } from '../runtime/http.ts';
import { answerRequest } from './answer-request.ts';
import { environment } from './env.ts';

// Once per cold start.
const env = readEnvironment(environment);
const ports = {
  customers: dynamodbCustomerStore(tableClient(), { table: env.CUSTOMERS_TABLE }),
  linkKeys: secretsManagerLinkKeys(secretsClient(), { name: env.LINK_KEY_SECRET, now: () => Date.now() }),
};

// Called by the HTTP API, for GET and POST /unsubscribe/{link}.
export const handler = httpHandler((request) => answerRequest(ports, configuration, request, Date.now()));
