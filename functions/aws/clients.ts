import { ComprehendClient, type ComprehendClientConfig } from '@aws-sdk/client-comprehend';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { SESv2Client, type SESv2ClientConfig } from '@aws-sdk/client-sesv2';
import { SFNClient, type SFNClientConfig } from '@aws-sdk/client-sfn';
import { SNSClient, type SNSClientConfig } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { background, patience } from './limits.ts';

export { queueClient, secretsClient } from './door-clients.ts';

/** The clients, each with limits that fit who waits for it; what `config` gives wins. */

export function tableClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...background, ...config }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

export function executionClient(config: SFNClientConfig = {}): SFNClient {
  return new SFNClient({ ...background, ...config });
}

export function topicClient(config: SNSClientConfig = {}): SNSClient {
  return new SNSClient({ ...background, ...config });
}

export function comprehendClient(config: ComprehendClientConfig = {}): ComprehendClient {
  return new ComprehendClient({ maxAttempts: 3, requestHandler: patience(10_000), ...config });
}

/**
 * One attempt only: a mail whose answer got lost may have gone out, and a second attempt would send it twice.
 * The mailer itself tries again where the service turned it away.
 */
export function mailClient(config: SESv2ClientConfig = {}): SESv2Client {
  return new SESv2Client({ maxAttempts: 1, requestHandler: patience(10_000), ...config });
}
