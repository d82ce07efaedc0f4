// Types only: a construct never loads a function's code.
import type { Environment as ActOnCase } from '../functions/act-on-case/env.ts';
import type { Environment as AnswerSurvey } from '../functions/answer-survey/env.ts';
import type { Environment as AwaitOwner } from '../functions/await-owner/env.ts';
import type { Environment as FetchResponse } from '../functions/fetch-response/env.ts';
import type { Environment as FillSentiment } from '../functions/fill-sentiment/env.ts';
import type { Environment as MailCampaign } from '../functions/mail-campaign/env.ts';
import type { Environment as ReceiveWebhook } from '../functions/receive-webhook/env.ts';
import type { Environment as Reconcile } from '../functions/reconcile/env.ts';
import type { Environment as RecordFeedback } from '../functions/record-feedback/env.ts';
import type { Environment as RecordMailEvent } from '../functions/record-mail-event/env.ts';
import type { Environment as SendDigests } from '../functions/send-digests/env.ts';
import type { Environment as Unsubscribe } from '../functions/unsubscribe/env.ts';
import type { Environment as WorkCase } from '../functions/work-case/env.ts';

/** Every function of the loop, with the environment that its schema asks for. */
export interface Environments {
  'receive-webhook': ReceiveWebhook;
  'record-feedback': RecordFeedback;
  'fill-sentiment': FillSentiment;
  'fetch-response': FetchResponse;
  reconcile: Reconcile;
  'work-case': WorkCase;
  'await-owner': AwaitOwner;
  'act-on-case': ActOnCase;
  'answer-survey': AnswerSurvey;
  'send-digests': SendDigests;
  'mail-campaign': MailCampaign;
  unsubscribe: Unsubscribe;
  'record-mail-event': RecordMailEvent;
}

export type FunctionName = keyof Environments;
