import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Lets requests through and loses the first `count` answers, as a broken connection does; the SDK then tries again. */
export function loseAnswers(client: DynamoDBDocumentClient, count: number): Disposable {
  let left = count;
  client.middlewareStack.add(
    (next) => async (request) => {
      const answer = await next(request);
      if (left === 0) return answer;
      left -= 1;
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', name: 'TimeoutError' });
    },
    { step: 'deserialize', name: 'loseAnswers', priority: 'high' },
  );
  return {
    [Symbol.dispose]: () => {
      client.middlewareStack.remove('loseAnswers');
    },
  };
}
