import { randomUUID } from 'node:crypto';
import type { AsyncInvocations } from './async-invocations.ts';
import type { RunClock } from './clock.ts';
import type { Deployment } from './deployment.ts';
import { allowsService } from './engines/iam.ts';
import { type Deliver, lambdaEvent, type Sns } from './engines/sns.ts';
import type { Sqs } from './engines/sqs.ts';
import type { Functions } from './functions.ts';
import { parseRecord, textAt } from './json-value.ts';
import type { LambdaPermissions } from './lambda-permissions.ts';
import type { Ledger } from './ledger.ts';
import type { Mailbox } from './mailbox.ts';
import type { Permissions } from './permissions.ts';

interface Surroundings {
  readonly deployment: Deployment;
  readonly sqs: Sqs;
  readonly functions: Functions;
  readonly permissions: Permissions;
  readonly lambdaPermissions: LambdaPermissions;
  readonly invocations: AsyncInvocations;
  readonly mailbox: Mailbox;
  readonly ledger: Ledger;
  readonly clock: RunClock;
}

const SNS = 'sns.amazonaws.com';

/** Brings a notification to its subscriber, if the subscriber's own policy lets SNS in. */
export function topicDelivery(around: Surroundings): Deliver {
  return async (subscription, body, attributes) => {
    const { endpoint, topicArn, protocol } = subscription;
    switch (protocol) {
      case 'lambda': {
        const lambda = around.functions.find(endpoint);
        if (lambda === undefined || !around.lambdaPermissions.allows(lambda.arn, SNS, topicArn))
          return around.ledger.deny('sns', 'lambda', 'InvokeFunction');
        return around.invocations.accept(lambda, JSON.stringify(lambdaEvent(subscription, body)));
      }
      case 'sqs': {
        const name = endpoint.split(':').at(-1) ?? '';
        if (!queueLetsIn(around, endpoint, topicArn)) return around.ledger.deny('sns', 'sqs', 'SendMessage');
        await around.sqs.send(name, { MessageBody: body, MessageAttributes: attributes });
        return;
      }
      case 'email':
      case 'email-json': {
        const envelope = parseRecord(body);
        const subject = textAt(envelope, 'Subject') ?? 'AWS Notification Message';
        const from = 'no-reply@sns.amazonaws.com';
        around.mailbox.keep({
          id: randomUUID(),
          at: new Date(around.clock.now()).toISOString(),
          purpose: 'topic-subscription',
          from,
          to: endpoint,
          subject,
          html: '',
          text: textAt(envelope, 'Message') ?? '',
          headers: { From: from, To: endpoint, Subject: subject },
        });
        return;
      }
    }
  };
}

function queueLetsIn({ deployment, permissions }: Surroundings, queueArn: string, topicArn: string): boolean {
  const queue = deployment.ofType('AWS::SQS::Queue').find(({ attributes }) => attributes['Arn'] === queueArn);
  return allowsService(permissions.resourcePolicy(queue?.ref ?? ''), SNS, {
    action: 'sqs:SendMessage',
    resource: queueArn,
    facts: factsOf(topicArn),
  });
}

/** Publishes as a service: the topic's own policy decides. */
export function topicPublisher(
  sns: Sns,
  permissions: Permissions,
  ledger: Ledger,
  service: string,
): (topicArn: string, message: string, sourceArn: string) => Promise<void> {
  return async (topicArn, message, sourceArn) => {
    const request = { action: 'sns:Publish', resource: topicArn, facts: factsOf(sourceArn) };
    if (!allowsService(permissions.resourcePolicy(topicArn), service, request))
      return ledger.deny('ses', 'sns', 'Publish');
    await sns.publish({ Action: 'Publish', TopicArn: topicArn, Message: message });
    ledger.record('ses', 'sns', 'Publish', 1);
  };
}

function factsOf(arn: string): Record<string, string> {
  return {
    'aws:sourcearn': arn,
    'aws:sourceaccount': arn.split(':')[4] ?? '',
    'aws:securetransport': 'true',
  };
}
