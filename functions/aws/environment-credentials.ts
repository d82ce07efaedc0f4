import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles: a Lambda function only ever has its
 * role's credentials in the environment, and the chain of other providers weighs 130 kB in each function
 * and is read at each cold start.
 */
export const defaultProvider = () => fromEnv();
