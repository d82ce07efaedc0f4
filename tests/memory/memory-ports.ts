import { CaseLoads } from '../../functions/record-feedback/case-loads.ts';
import { MemoryApiCredentials } from './api-credentials.ts';
import { MemoryCaseExecutions } from './case-executions.ts';
import { MemoryCaseStore } from './case-store.ts';
import { MemoryCustomerStore } from './customer-store.ts';
import { MemoryDeferredSentiments } from './deferred-sentiments.ts';
import { MemoryDeliveryStore } from './delivery-store.ts';
import { MemoryFeedbackStore } from './feedback-store.ts';
import { MemoryFetches } from './fetches.ts';
import { MemoryImprovementStore } from './improvement-store.ts';
import { MemoryIntake } from './intake.ts';
import { MemoryMailer } from './mailer.ts';
import { MemoryNotices } from './notices.ts';
import { MemoryLinkKeys, MemorySourceSecrets } from './secrets.ts';
import { MemorySentiments } from './sentiments.ts';
import { MemoryOwnerStore } from './owner-store.ts';
import { MemorySourceLog } from './source-log.ts';
import { MemorySurveyApis } from './survey-apis.ts';
import { MemoryWatermarks } from './watermarks.ts';

/** All of a use-case's world, in memory and empty; `secrets` are those of the sources, newest first. */
export function memoryPorts({
  secrets = {},
}: {
  secrets?: Readonly<Record<string, readonly string[]>>;
} = {}) {
  const cases = new MemoryCaseStore();
  return {
    deliveries: new MemoryDeliveryStore(),
    feedback: new MemoryFeedbackStore(),
    cases,
    loads: new CaseLoads(cases),
    customers: new MemoryCustomerStore(),
    owners: new MemoryOwnerStore(),
    improvements: new MemoryImprovementStore(),
    intake: new MemoryIntake(),
    deferredSentiments: new MemoryDeferredSentiments(),
    fetches: new MemoryFetches(),
    credentials: new MemoryApiCredentials(),
    apis: new MemorySurveyApis(),
    watermarks: new MemoryWatermarks(),
    sentiments: new MemorySentiments(),
    mailer: new MemoryMailer(),
    notices: new MemoryNotices(),
    executions: new MemoryCaseExecutions(),
    sourceLog: new MemorySourceLog(),
    sourceSecrets: new MemorySourceSecrets(secrets),
    linkKeys: new MemoryLinkKeys(),
  };
}

export type MemoryPorts = ReturnType<typeof memoryPorts>;
