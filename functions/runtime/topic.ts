import middy from '@middy/core';
import type { SNSEvent } from 'aws-lambda';
import { errorName, flushCounts, log } from './log.ts';

/** Makes a Lambda handler of a function over one message of a topic; whatever it throws is delivered again. */
export function topicHandler(work: (message: string) => Promise<void>) {
  return middy<SNSEvent, void>()
    .after(flushCounts)
    .onError((request) => {
      log.error('message failed', { error: errorName(request.error) });
      flushCounts();
    })
    .handler(async (event) => {
      for (const record of event.Records) await work(record.Sns.Message);
    });
}
