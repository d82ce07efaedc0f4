import { SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { frontDoor } from './limits.ts';

/**
 * What the front door needs, apart from the other clients: `@aws-sdk/lib-dynamodb` does not declare that it has no
 * side effects, so a bundle keeps 50 kB of DynamoDB wherever `clients.ts` is imported.
 */

export function queueClient(config: SQSClientConfig = {}): SQSClient {
  return new SQSClient({ ...frontDoor, ...config });
}

export function secretsClient(config: SecretsManagerClientConfig = {}): SecretsManagerClient {
  return new SecretsManagerClient({ ...frontDoor, ...config });
}
