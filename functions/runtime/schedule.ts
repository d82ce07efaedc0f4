import middy from '@middy/core';
import { errorName, flushCounts, log } from './log.ts';

/** Makes a Lambda handler of work that a schedule starts; it is told how many milliseconds it has left. */
export function scheduleHandler(work: (timeLeft: () => number) => Promise<void>) {
  return middy<unknown, void>()
    .after(flushCounts)
    .onError((request) => {
      log.error('scheduled work failed', { error: errorName(request.error) });
      flushCounts();
    })
    .handler(async (_, context) => work(() => context.getRemainingTimeInMillis()));
}
