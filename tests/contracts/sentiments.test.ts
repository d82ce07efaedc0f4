import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { comprehendClient } from '../../functions/aws/clients.ts';
import { comprehendSentiments, cutToBytes } from '../../functions/aws/sentiments.ts';
import { MemorySentiments } from '../memory/sentiments.ts';
import { sentimentsContract } from './sentiments.contract.ts';
import { type ServiceStub, type StubAnswer, startServiceStub } from './service-stub.ts';
import { testClient } from './test-client.ts';

let stub: ServiceStub;
beforeAll(async () => {
  stub = await startServiceStub();
});
afterAll(() => stub[Symbol.asyncDispose]());

const call = z.object({ LanguageCode: z.string(), TextList: z.array(z.string()) });

/** Comprehend as its documentation has it: results in any order, errors of single texts beside them. */
function comprehendAnswer(body: unknown, negative: Set<string>, refused: Set<string>): StubAnswer {
  const { TextList } = call.parse(body);
  if (TextList.length > 25 || TextList.some((text) => Buffer.byteLength(text) > 5000))
    return { error: 'BatchSizeLimitExceededException' };
  const scores = { Positive: 0.01, Negative: 0.2, Neutral: 0.6, Mixed: 0.19 };
  const ResultList = TextList.flatMap((text, Index) => {
    if (refused.has(text)) return [];
    const Sentiment = negative.has(text) ? 'NEGATIVE' : 'NEUTRAL';
    return [{ Index, Sentiment, SentimentScore: scores }];
  }).reverse();
  const ErrorList = TextList.flatMap((text, Index) =>
    refused.has(text) ? [{ Index, ErrorCode: 'INTERNAL_SERVER_ERROR' }] : [],
  );
  return { body: { ResultList, ErrorList } };
}

function comprehend() {
  const negative = new Set<string>();
  const refused = new Set<string>();
  stub.requests.length = 0;
  stub.answerBy(({ body }) => comprehendAnswer(body, negative, refused));
  const settings = { ...testClient, endpoint: stub.endpoint, maxAttempts: 1 };
  return { sentiments: comprehendSentiments(comprehendClient(settings)), negative, refused };
}

describe('sentiments in memory', () =>
  sentimentsContract(async () => {
    const sentiments = new MemorySentiments();
    return {
      sentiments,
      findsNegative: (text) => sentiments.finds(text, { label: 'negative', confidence: 0.9 }),
      refuses: (text) => sentiments.finds(text, undefined),
      failsNext: () => sentiments.failNext(new Error('throttled')),
    };
  }));

describe('sentiments in Comprehend', () => {
  sentimentsContract(async () => {
    const { sentiments, negative, refused } = comprehend();
    return {
      sentiments,
      findsNegative: (text) => negative.add(text),
      refuses: (text) => refused.add(text),
      failsNext: () => stub.answer({ error: 'ThrottlingException' }),
    };
  });

  test('confidence is the score of the label', async () => {
    const { sentiments, negative } = comprehend();
    negative.add('Never again');
    expect(await sentiments.detect([{ text: 'Never again', language: 'en' }])).toEqual([
      { label: 'negative', confidence: 0.2, language: 'en' },
    ]);
  });

  test('a call asks for at most 25 texts of one language, and few calls run at once', async () => {
    const { sentiments } = comprehend();
    let running = 0;
    let most = 0;
    stub.answerBy(async ({ body }) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return comprehendAnswer(body, new Set(), new Set());
    });
    const texts = Array.from({ length: 260 }, (_, index) => ({
      text: `text ${index}`,
      language: index % 2 === 0 ? 'fr' : 'en',
    }));
    const found = await sentiments.detect(texts);
    expect(found.every((one, index) => one?.language === texts[index]?.language)).toBe(true);
    const calls = stub.requests.map(({ body }) => call.parse(body));
    expect(calls.map(({ TextList }) => TextList.length).sort()).toEqual([
      25, 25, 25, 25, 25, 25, 25, 25, 25, 25, 5, 5,
    ]);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('Taiwan reads traditional Chinese, everyone else in China simplified', async () => {
    const { sentiments } = comprehend();
    const languages = ['zh-TW', 'zh-tw', 'zh-CN', 'zh'];
    await sentiments.detect(languages.map((language) => ({ text: '好', language })));
    const asked = stub.requests.map(({ body }) => call.parse(body));
    expect(asked.map(({ LanguageCode, TextList }) => [LanguageCode, TextList.length]).sort()).toEqual([
      ['zh', 2],
      ['zh-TW', 2],
    ]);
  });

  test('a long text is cut to what the service reads', async () => {
    const { sentiments } = comprehend();
    const found = await sentiments.detect([{ text: '😡'.repeat(3000), language: 'en' }]);
    expect(found[0]?.label).toBe('neutral');
  });
});

test('a cut text is the longest beginning that fits, in whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, most) => {
      const cut = cutToBytes(text, most);
      expect(text.startsWith(cut)).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
      const next = [...text.slice(cut.length)][0];
      if (next !== undefined) expect(Buffer.byteLength(cut + next)).toBeGreaterThan(most);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});

test('half a character in the text does not stop the cut', () => {
  expect(cutToBytes('a\uD83Db', 10)).toBe('a\uFFFDb');
});
