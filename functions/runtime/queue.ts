import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { errorName, flushCounts, log } from './log.ts';

/** Outcome of one message: the reason when it has to be tried again. */
export type MessageOutcome = { readonly failed: false } | { readonly failed: true; readonly reason: string };

/**
 * Makes a Lambda handler of a function over a batch's message bodies, which answers with one outcome each,
 * in order. Only the failed ones return to the queue.
 */
export function queueHandler(work: (bodies: readonly string[]) => Promise<readonly MessageOutcome[]>) {
  return middy<SQSEvent, SQSBatchResponse>()
    .after(flushCounts)
    .onError((request) => {
      log.error('batch failed', { error: errorName(request.error) });
      flushCounts();
    })
    .handler(async (event) => {
      const outcomes = await work(event.Records.map((record) => record.body));
      const batchItemFailures = event.Records.flatMap((record, index) => {
        const outcome = outcomes[index];
        if (outcome && !outcome.failed) return [];
        log.warn('message will be tried again', { reason: outcome?.reason ?? 'no outcome' });
        return [{ itemIdentifier: record.messageId }];
      });
      return { batchItemFailures };
    });
}
