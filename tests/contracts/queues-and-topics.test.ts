import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { queueClient, topicClient } from '../../functions/aws/clients.ts';
import { readDeferred, sqsDeferredSentiments } from '../../functions/aws/deferred-sentiments.ts';
import { readIntakeMessage } from '../../functions/aws/delivery-message.ts';
import { readFetchRequest, sqsFetches } from '../../functions/aws/fetches.ts';
import { sqsIntake } from '../../functions/aws/intake.ts';
import { snsNotices } from '../../functions/aws/notices.ts';
import { MemoryDeferredSentiments } from '../memory/deferred-sentiments.ts';
import { MemoryFetches } from '../memory/fetches.ts';
import { MemoryIntake } from '../memory/intake.ts';
import { MemoryNotices } from '../memory/notices.ts';
import { deferredSentimentsContract } from './deferred-sentiments.contract.ts';
import { aDelivery, aFetchRequest, aNotice } from './examples.ts';
import { fetchesContract } from './fetches.contract.ts';
import { intakeContract } from './intake.contract.ts';
import { noticesContract } from './notices.contract.ts';
import { startServiceStub } from './service-stub.ts';
import { testClient } from './test-client.ts';

let server: FauxqsServer;
let queues = 0;
beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, defaultRegion: testClient.region });
});
afterAll(() => server.stop());

function clientSettings() {
  return { ...testClient, endpoint: server.address };
}

function newQueue() {
  queues += 1;
  const { queueName, queueArn } = server.createQueue(`queue-${queues}`, { region: testClient.region });
  const queueUrl = `${server.address}/000000000000/${queueName}`;
  const held = () => server.inspectQueue(queueName)?.messages ?? { ready: [], delayed: [] };
  const bodies = () => [...held().ready, ...held().delayed].map((message) => message.body);
  return { queueName, queueArn, queueUrl, held, bodies };
}

const notification = z.object({
  Subject: z.string(),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.literal('String'), Value: z.string() })),
});

function subscribedTopic() {
  const queue = newQueue();
  const { topicArn } = server.createTopic(`topic-${queues}`);
  server.subscribe({ topic: `topic-${queues}`, queue: queue.queueName });
  const received = () => queue.bodies().map((body) => notification.parse(JSON.parse(body)));
  return { topicArn, received };
}

describe('the intake in memory', () =>
  intakeContract(async () => {
    const intake = new MemoryIntake();
    return {
      intake,
      accepted: async () => intake.accepted,
      refusals: async () => intake.refusals,
    };
  }));
describe('the intake in SQS', () => {
  intakeContract(async () => {
    const { queueUrl, bodies } = newQueue();
    const intake = sqsIntake(queueClient(clientSettings()), { queueUrl });
    const messages = () => bodies().map(readIntakeMessage);
    return {
      intake,
      accepted: async () => messages().flatMap((one) => ('delivery' in one ? [one.delivery] : [])),
      refusals: async () => messages().flatMap((one) => ('refusals' in one ? [one.refusals] : [])),
    };
  });

  test('the door learns when the queue is gone', async () => {
    const queueUrl = `${server.address}/000000000000/no-such-queue`;
    const intake = sqsIntake(queueClient(clientSettings()), { queueUrl });
    await expect(intake.accept(aDelivery())).rejects.toThrow();
  });
});

describe('deferred sentiments in memory', () =>
  deferredSentimentsContract(async () => {
    const sentiments = new MemoryDeferredSentiments();
    return { sentiments, deferred: async () => sentiments.deferred };
  }));
describe('deferred sentiments in SQS', () => {
  deferredSentimentsContract(async () => {
    const { queueUrl, bodies } = newQueue();
    const sentiments = sqsDeferredSentiments(queueClient(clientSettings()), { queueUrl });
    return { sentiments, deferred: async () => bodies().map(readDeferred) };
  });

  test('nobody sees a deferred message for a minute', async () => {
    const { queueUrl, held } = newQueue();
    await sqsDeferredSentiments(queueClient(clientSettings()), { queueUrl }).defer('s#1');
    expect(held().ready).toHaveLength(0);
    expect(held().delayed).toHaveLength(1);
  });

  test.for(['', 'nonsense', '{}', '{"feedbackId":1}'])('the message %j is none of ours', (body) => {
    expect(() => readDeferred(body)).toThrow('a deferred sentiment cannot be read');
  });
});

describe('announced responses in memory', () =>
  fetchesContract(async () => {
    const fetches = new MemoryFetches();
    return { fetches, requested: async () => fetches.requested.map(({ delay: _, ...request }) => request) };
  }));
describe('announced responses in SQS', () => {
  fetchesContract(async () => {
    const { queueUrl, bodies } = newQueue();
    const fetches = sqsFetches(queueClient(clientSettings()), { queueUrl });
    return { fetches, requested: async () => bodies().map(readFetchRequest) };
  });

  test.for([
    [0, 0],
    [1, 1],
    [30_000, 30],
    [900_001, 900],
    [86_400_000, 900],
  ] as const)('one that is to wait for %i ms is held back for %i s', async ([delay, seconds]) => {
    await using stub = await startServiceStub();
    const client = queueClient({ ...testClient, endpoint: stub.endpoint, md5: false });
    await sqsFetches(client, { queueUrl: `${stub.endpoint}/1/q` }).request(aFetchRequest(), delay);
    expect(stub.requests).toMatchObject([{ operation: 'SendMessage', body: { DelaySeconds: seconds } }]);
  });

  test.for(['', 'nonsense', '{}', '{"source":1}'])('the message %j is none of ours', (body) => {
    expect(() => readFetchRequest(body)).toThrow('a fetch request cannot be read');
  });
});

describe('notices in memory', () =>
  noticesContract(async () => {
    const notices = new MemoryNotices();
    return { notices, published: async () => notices.published };
  }));
describe('notices in SNS', () => {
  noticesContract(async () => {
    const { topicArn, received } = subscribedTopic();
    const notices = snsNotices(topicClient(clientSettings()), { topicArn });
    const attribute = z.object({ Value: z.string() }).transform(({ Value }) => Value);
    const attributes = z.object({
      key: attribute,
      event: attribute,
      caseId: attribute,
      owner: attribute,
      team: attribute,
      priority: attribute,
    });
    const published = async () =>
      received().map(({ Message, MessageAttributes }) => ({
        ...attributes.parse(MessageAttributes),
        text: Message,
      }));
    return { notices, published };
  });

  test.for([
    ['Nouveau cas : client mécontent', 'Nouveau cas : client mecontent'],
    ['line\r\nbreak\tand\u0000more', 'line break and more'],
    ['œuvre – 😡 “?”', '?uvre - ? ???'],
    ['x'.repeat(150), 'x'.repeat(100)],
    ['\n', 'Retour'],
  ] as const)('the subject %j goes out as %j', async ([subject, sent]) => {
    const { topicArn, received } = subscribedTopic();
    await snsNotices(topicClient(clientSettings()), { topicArn }).publish(aNotice({ subject }));
    expect(received().map(({ Subject }) => Subject)).toEqual([sent]);
  });
});
