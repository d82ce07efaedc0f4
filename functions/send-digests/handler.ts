import * as z from 'zod';
import configuration from '#configuration';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { mailClient, secretsClient, tableClient } from '../aws/clients.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { secretsManagerLinkKeys } from '../aws/link-keys.ts';
import { sesMailer } from '../aws/mailer.ts';
import { dynamodbOwnerStore } from '../aws/owner-store.ts';
import { senderOf } from '../customer-mail/sender.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { stepHandler } from '../runtime/step.ts';
import { environment } from './env.ts';
import { sendDigests } from './send-digests.ts';
import { sendOverviews } from './send-overviews.ts';

// Once per cold start.
const env = readEnvironment(environment);
const tables = tableClient();
const ports = {
  cases: dynamodbCaseStore(tables, { table: env.CASES_TABLE }),
  feedback: dynamodbFeedbackStore(tables, { table: env.FEEDBACK_TABLE }),
  owners: dynamodbOwnerStore(tables, { table: env.OWNERS_TABLE }),
  mailer: sesMailer(mailClient(), senderOf(configuration, env.MAIL_CONFIGURATION_SET)),
  linkKeys: secretsManagerLinkKeys(secretsClient(), { name: env.LINK_KEY_SECRET, now: () => Date.now() }),
};
const around = { configuration, baseUrl: env.BASE_URL };

const occasion = z.discriminatedUnion('send', [
  z.object({ send: z.literal('digests'), timeZone: z.string() }),
  z.object({ send: z.literal('overviews') }),
]);

// Called by EventBridge Scheduler: in the morning of each time zone in which somebody lives, and every hour.
export const handler = stepHandler(occasion, async (given) =>
  given.send === 'digests'
    ? sendDigests(ports, around, given.timeZone, Date.now())
    : sendOverviews(ports, around, Date.now()),
);
