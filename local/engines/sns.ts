import * as z from 'zod';
import type { RunClock } from '../clock.ts';
import type { Deployment } from '../deployment.ts';
import { type Answer, type AwsCall, type Engine, type Requirement, ServiceError } from '../engine.ts';
import type { Journal } from '../journal.ts';
import { type JsonRecord, parseRecord, recordAt, recordsAt, textAt } from '../json-value.ts';
import type { Messaging } from './messaging.ts';
import { attributeFields, attributesIn, batchPrefixes } from './query-fields.ts';

const SubscriptionProperties = z.object({
  TopicArn: z.string(),
  Protocol: z.enum(['lambda', 'sqs', 'email', 'email-json']),
  Endpoint: z.string(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: z.string().optional(),
  RawMessageDelivery: z.coerce.boolean().optional(),
});

export interface Subscription {
  readonly logicalId: string;
  readonly topicArn: string;
  readonly protocol: 'lambda' | 'sqs' | 'email' | 'email-json';
  readonly endpoint: string;
  /** The engine's queue that stands behind the subscription. */
  readonly outlet: string;
}

export interface Notification {
  readonly at: string;
  readonly topic: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly message: string;
}

export type Deliver = (subscription: Subscription, body: string, attributes: JsonRecord) => Promise<void>;

/**
 * SNS as fauxqs fans it out. The engine only delivers to its own queues, so every subscription gets one as an outlet:
 * filter policies stay the engine's business, the delivery is ours.
 */
export class Sns implements Engine {
  private readonly messaging: Messaging;
  private readonly clock: RunClock;
  private readonly journal: Journal;
  private readonly notifications: Notification[];
  private readonly topics = new Set<string>();
  private readonly subscriptions: Subscription[] = [];
  private readonly deliver: Deliver;
  private publishing: Promise<unknown> = Promise.resolve();

  constructor(parts: { messaging: Messaging; clock: RunClock; journal: Journal; deliver: Deliver }) {
    this.messaging = parts.messaging;
    this.clock = parts.clock;
    this.journal = parts.journal;
    this.deliver = parts.deliver;
    this.notifications = parts.journal.read().map(notificationOf);
  }

  async start(deployment: Deployment): Promise<void> {
    const { region, account } = deployment.place;
    for (const topic of deployment.ofType('AWS::SNS::Topic')) {
      await this.command({ Action: 'CreateTopic', Name: topic.attributes['TopicName'] ?? '' });
      this.topics.add(topic.ref);
    }
    const inline = deployment.ofType('AWS::SNS::Topic').flatMap(({ properties, ref, logicalId }) =>
      recordsAt(properties, 'Subscription').map((entry, index) => ({
        logicalId: `${logicalId}${index}`,
        properties: { ...entry, TopicArn: ref },
      })),
    );
    for (const { logicalId, properties } of [...deployment.ofType('AWS::SNS::Subscription'), ...inline]) {
      const given = SubscriptionProperties.parse(properties);
      const outlet = `outlet-${logicalId}`.slice(0, 80);
      await this.messaging.sqs('CreateQueue', {
        QueueName: outlet,
        Attributes: { VisibilityTimeout: '43200' },
      });
      await this.command({
        Action: 'Subscribe',
        TopicArn: given.TopicArn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:${region}:${account}:${outlet}`,
        ...attributeFields({
          FilterPolicy: given.FilterPolicy === undefined ? undefined : JSON.stringify(given.FilterPolicy),
          FilterPolicyScope: given.FilterPolicyScope,
          RawMessageDelivery: given.RawMessageDelivery === true ? 'true' : undefined,
        }),
      });
      const { TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint } = given;
      this.subscriptions.push({ logicalId, topicArn, protocol, endpoint, outlet });
    }
  }

  list(): readonly Notification[] {
    return this.notifications;
  }

  requirements({ action, params }: AwsCall): Requirement[] {
    return [
      {
        action: `sns:${action.replace('PublishBatch', 'Publish')}`,
        anyOf: [textAt(params, 'TopicArn') ?? '*'],
      },
    ];
  }

  async answer({ action, params, body }: AwsCall): Promise<Answer> {
    const fields: Record<string, string> = {};
    for (const [key, value] of Object.entries(params)) fields[key] = String(value);
    const answer =
      action === 'Publish' || action === 'PublishBatch'
        ? await this.publish(fields)
        : await this.messaging.sns(fields);
    return { ...answer, units: Math.max(1, Math.ceil(body.length / (64 * 1024))) };
  }

  /** One at a time: a publisher is answered only when each of its deliveries is safe. */
  publish(fields: Readonly<Record<string, string>>): Promise<Answer> {
    const turn = this.publishing.then(async () => {
      const answer = await this.messaging.sns(fields);
      if (answer.status !== 200) return answer;
      this.record(fields);
      for (const subscription of this.subscriptions)
        if (subscription.topicArn === fields['TopicArn']) await this.drain(subscription);
      return answer;
    });
    this.publishing = turn.catch(() => undefined);
    return turn;
  }

  private async drain(subscription: Subscription): Promise<void> {
    const QueueUrl = subscription.outlet;
    for (;;) {
      const request = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
      const messages = recordsAt(await this.messaging.sqs('ReceiveMessage', request), 'Messages');
      if (messages.length === 0) return;
      for (const message of messages) {
        await this.deliver(
          subscription,
          textAt(message, 'Body') ?? '',
          recordAt(message, 'MessageAttributes'),
        );
        await this.messaging.sqs('DeleteMessage', { QueueUrl, ReceiptHandle: message['ReceiptHandle'] });
      }
    }
  }

  private record(fields: Readonly<Record<string, string>>): void {
    const at = new Date(this.clock.now()).toISOString();
    const topic = (fields['TopicArn'] ?? '').split(':').at(-1) ?? '';
    for (const prefix of fields['Action'] === 'PublishBatch' ? batchPrefixes(fields) : ['']) {
      const message = fields[`${prefix}Message`] ?? '';
      const notification = { at, topic, attributes: attributesIn(fields, prefix), message };
      this.journal.append(notification);
      this.notifications.push(notification);
    }
  }

  private async command(fields: Readonly<Record<string, string>>): Promise<void> {
    const answer = await this.messaging.sns(fields);
    if (answer.status !== 200)
      throw new ServiceError('InternalFailure', `SNS ${fields['Action']}: ${String(answer.body)}`);
  }
}

/** The event that a Lambda function subscribed to a topic receives. */
export function lambdaEvent(subscription: Subscription, body: string): JsonRecord {
  const envelope = parseRecord(body);
  const { SigningCertURL, UnsubscribeURL, ...rest } = envelope;
  const Sns = {
    Subject: null,
    MessageAttributes: {},
    ...rest,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
  };
  const EventSubscriptionArn = `${subscription.topicArn}:${subscription.logicalId}`;
  return { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn, Sns }] };
}

function notificationOf(line: JsonRecord): Notification {
  const attributes = Object.fromEntries(
    Object.entries(recordAt(line, 'attributes')).map(([name, value]) => [name, String(value)]),
  );
  const text = (key: string) => textAt(line, key) ?? '';
  return { at: text('at'), topic: text('topic'), attributes, message: text('message') };
}
