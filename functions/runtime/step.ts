import middy from '@middy/core';
import type * as z from 'zod';
import { errorName, flushCounts, log } from './log.ts';

/** Makes a Lambda handler of a state machine's step: its input is parsed, whatever it throws is the machine's to retry. */
export function stepHandler<Schema extends z.ZodType, Result>(
  schema: Schema,
  step: (input: z.output<Schema>) => Promise<Result>,
) {
  return middy<unknown, Result>()
    .after(flushCounts)
    .onError((request) => {
      log.error('step failed', { error: errorName(request.error) });
      flushCounts();
    })
    .handler(async (event) => step(schema.parse(event)));
}
