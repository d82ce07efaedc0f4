import configuration from '#configuration';
import { mailClient, secretsClient, tableClient } from '../aws/clients.ts';
import { dynamodbCustomerStore } from '../aws/customer-store.ts';
import { dynamodbFeedbackStore } from '../aws/feedback-store.ts';
import { dynamodbImprovementStore } from '../aws/improvement-store.ts';
import { secretsManagerLinkKeys } from '../aws/link-keys.ts';
import { sesMailer } from '../aws/mailer.ts';
import { senderOf } from '../customer-mail/sender.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { stepHandler } from '../runtime/step.ts';
import { environment } from './env.ts';
import { campaignState, mailCampaign } from './mail-campaign.ts';

// Once per cold start.
const env = readEnvironment(environment);
const tables = tableClient();
const ports = {
  feedback: dynamodbFeedbackStore(tables, { table: env.FEEDBACK_TABLE }),
  customers: dynamodbCustomerStore(tables, { table: env.CUSTOMERS_TABLE }),
  improvements: dynamodbImprovementStore(tables, { table: env.IMPROVEMENTS_TABLE }),
  mailer: sesMailer(mailClient(), senderOf(configuration, env.MAIL_CONFIGURATION_SET)),
  linkKeys: secretsManagerLinkKeys(secretsClient(), { name: env.LINK_KEY_SECRET, now: () => Date.now() }),
};
const around = { configuration, baseUrl: env.BASE_URL };

// Called by the campaign machine, once per page.
export const handler = stepHandler(campaignState, (state) => mailCampaign(ports, around, state, Date.now()));
