import { tableClient } from '../aws/clients.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { count } from '../runtime/log.ts';
import { topicHandler } from '../runtime/topic.ts';
import { environment } from './env.ts';
import { recordMailEvent } from './record-mail-event.ts';

// Once per cold start.
const { CUSTOMERS_TABLE } = readEnvironment(environment);
const customers = dynamodbCustomerStore(tableClient(), { table: CUSTOMERS_TABLE });

// Called by SNS with what SES says of a mail.
export const handler = topicHandler(async (message) => {
  count('AddressesSuppressed', await recordMailEvent(customers, message, Date.now()));
});
