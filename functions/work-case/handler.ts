import * as z from 'zod';
import configuration from '#configuration';
import { dynamodbCaseStore } from '../aws/case-store.ts';
import { mailClient, secretsClient, tableClient, topicClient } from '../aws/clients.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { secretsManagerLinkKeys } from '../aws/link-keys.ts';
import { sesMailer } from '../aws/mailer.ts';
import { snsNotices } from '../aws/notices.ts';
import { dynamodbOwnerStore } from '../aws/owner-store.ts';
import { senderOf } from '../customer-mail/sender.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { stepHandler } from '../runtime/step.ts';
import { environment } from './env.ts';
import { workCase } from './work-case.ts';

// Once per cold start.
const env = readEnvironment(environment);
const tables = tableClient();
const ports = {
  cases: dynamodbCaseStore(tables, { table: env.CASES_TABLE }),
  feedback: dynamodbFeedbackStore(tables, { table: env.FEEDBACK_TABLE }),
  customers: dynamodbCustomerStore(tables, { table: env.CUSTOMERS_TABLE }),
  owners: dynamodbOwnerStore(tables, { table: env.OWNERS_TABLE }),
  notices: snsNotices(topicClient(), { topicArn: env.OWNER_TOPIC_ARN }),
  mailer: sesMailer(mailClient(), senderOf(configuration, env.MAIL_CONFIGURATION_SET)),
  linkKeys: secretsManagerLinkKeys(secretsClient(), { name: env.LINK_KEY_SECRET, now: () => Date.now() }),
};
const around = { configuration, baseUrl: env.BASE_URL };

// Called by the case machine: at the start, and whenever something falls due.
export const handler = stepHandler(z.object({ caseId: z.string() }), ({ caseId }) =>
  workCase(ports, around, caseId, Date.now()),
);
