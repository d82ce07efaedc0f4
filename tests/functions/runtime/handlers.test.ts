import '../../fixtures/quiet.ts';

import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { type HttpRequest, httpHandler } from '../../../functions/runtime/http.ts';
import { queueHandler } from '../../../functions/runtime/queue.ts';
import { scheduleHandler } from '../../../functions/runtime/schedule.ts';
import { stepHandler } from '../../../functions/runtime/step.ts';
import { topicHandler } from '../../../functions/runtime/topic.ts';
import { context, httpEvent, queueEvent, topicEvent } from './an-invocation.ts';

describe('a handler of requests', () => {
  it('hands over the bytes as they were sent, whichever way they travelled', async () => {
    const seen: HttpRequest[] = [];
    const handler = httpHandler(async (request) => {
      seen.push(request);
      return { status: 303, headers: { location: '?done=x' } };
    });
    const bytes = Buffer.from([0xff, 0x00, 0xe9]);
    const body = { body: bytes.toString('base64'), isBase64Encoded: true };
    const given = { ...body, pathParameters: { link: 'a.b' }, queryStringParameters: { lang: 'en' } };
    expect(await handler(httpEvent(given), context)).toEqual({
      statusCode: 303,
      headers: { location: '?done=x' },
      body: '',
    });
    await handler(httpEvent({ body: 'é' }), context);
    await handler(httpEvent({}, 'GET'), context);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: { link: 'a.b' },
      query: { lang: 'en' },
      body: bytes,
    });
    expect(seen.slice(1).map(({ body: sent }) => sent.toString('utf8'))).toEqual(['é', '']);
    expect(seen[2]).toMatchObject({ method: 'GET', path: {}, query: {} });
  });

  it('answers whatever is thrown with a bare 503, which tells a stranger nothing', async () => {
    const handler = httpHandler(() => Promise.reject(new Error('the table name is secret')));
    expect(await handler(httpEvent(), context)).toEqual({
      statusCode: 503,
      headers: { 'retry-after': '30' },
      body: '',
    });
  });
});

describe('a handler of a queue', () => {
  it('gives back only the messages that failed, and those it has no outcome for', async () => {
    const handler = queueHandler(async () => [{ failed: false }, { failed: true, reason: 'crash' }]);
    expect(await handler(queueEvent('a', 'b', 'c'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
    });
  });

  it('fails whole when the work fails whole', async () => {
    const handler = queueHandler(() => Promise.reject(new Error('crash')));
    await expect(handler(queueEvent('a'), context)).rejects.toThrow('crash');
  });
});

describe('a handler of a step', () => {
  const schema = z.object({ caseId: z.string() });

  it('parses its input before it does anything', async () => {
    const step = vi.fn(async ({ caseId }: z.output<typeof schema>) => caseId);
    const handler = stepHandler(schema, step);
    expect(await handler({ caseId: 'C-TEST', more: 1 }, context)).toBe('C-TEST');
    await expect(handler({ caseId: 7 }, context)).rejects.toThrow();
    expect(step).toHaveBeenCalledTimes(1);
  });

  it('leaves what the step throws to the machine', async () => {
    const handler = stepHandler(schema, () => Promise.reject(new Error('crash')));
    await expect(handler({ caseId: 'C-TEST' }, context)).rejects.toThrow('crash');
  });
});

describe('a handler of a topic', () => {
  it('takes every message, and has them all delivered again when one fails', async () => {
    const seen: string[] = [];
    const handler = topicHandler(async (message) => {
      if (message === 'bad') throw new Error('crash');
      seen.push(message);
    });
    await handler(topicEvent('one', 'two'), context);
    await expect(handler(topicEvent('three', 'bad'), context)).rejects.toThrow('crash');
    expect(seen).toEqual(['one', 'two', 'three']);
  });
});

describe('a handler of a schedule', () => {
  it('tells its work how much time is left', async () => {
    const seen: number[] = [];
    await scheduleHandler(async (timeLeft) => void seen.push(timeLeft()))({}, context);
    expect(seen).toEqual([context.getRemainingTimeInMillis()]);
  });

  it('fails when its work does, so that it is started again', async () => {
    const handler = scheduleHandler(() => Promise.reject(new Error('crash')));
    await expect(handler({}, context)).rejects.toThrow('crash');
  });
});
