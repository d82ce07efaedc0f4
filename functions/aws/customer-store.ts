import { randomUUID } from 'node:crypto';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Customer, customerMailPurposes, type MailPurpose } from '../domain/customer.ts';
import type { CaseClaim, CustomerStore } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

/** `lastMailed` is an attribute per purpose, so that mails of different kinds never overwrite each other's time. */
function lastMailedAttribute(purpose: MailPurpose) {
  return `lastMailed:${purpose}` as const;
}

function mailKey(key: string, mailId: string) {
  return { key, part: `mail#${mailId}` };
}

const profile = z.object({
  key: z.string(),
  email: z.string(),
  suppressed: z.exactOptional(
    z.object({ reason: z.enum(['unsubscribed', 'bounced', 'complained']), at: z.number() }),
  ),
});
const caseClaim = z.object({ caseId: z.string(), feedbackId: z.string() }) satisfies z.ZodType<CaseClaim>;
const mailRow = z.object({ at: z.number(), claim: z.string() });
const time = z.number().optional();

function customerOfItem(item: Record<string, unknown>): Customer {
  const lastMailed: { [Purpose in MailPurpose]?: number } = {};
  for (const purpose of customerMailPurposes) {
    const at = readStored(time, item[lastMailedAttribute(purpose)], 'the time of the last mail');
    if (at !== undefined) lastMailed[purpose] = at;
  }
  return { ...readStored(profile, item, 'a stored customer'), lastMailed };
}

/** Customers in a table with the keys `key` and `part`: a row `profile`, a row `case`, and a row `mail#…` for each mail. */
export function dynamodbCustomerStore(
  client: DynamoDBDocumentClient,
  { table }: { table: string },
): CustomerStore {
  const profileOf = (key: string) => ({ TableName: table, Key: { key, part: 'profile' } });

  /** The SDK tries again when an answer gets lost, and then finds the claim that its first attempt wrote. */
  async function holdsClaim(key: string, mailId: string, claim: string): Promise<boolean> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: mailKey(key, mailId), ConsistentRead: true }),
    );
    return Item !== undefined && readStored(mailRow, Item, 'a claimed mail').claim === claim;
  }

  async function rememberLastMailed(key: string, email: string, purpose: MailPurpose, at: number) {
    const update = new UpdateCommand({
      ...profileOf(key),
      UpdateExpression: 'SET #last = :at, email = if_not_exists(email, :email)',
      ConditionExpression: 'attribute_not_exists(#last) OR #last < :at',
      ExpressionAttributeNames: { '#last': lastMailedAttribute(purpose) },
      ExpressionAttributeValues: { ':at': at, ':email': email },
    });
    await conditionally(client.send(update), () => undefined);
  }

  /** A time before the claim's need not come back: the gate let the claim pass, so it no longer held anything up. */
  async function forgetLastMailed(key: string, purpose: MailPurpose, at: number) {
    const update = new UpdateCommand({
      ...profileOf(key),
      UpdateExpression: 'REMOVE #last',
      ConditionExpression: '#last = :at',
      ExpressionAttributeNames: { '#last': lastMailedAttribute(purpose) },
      ExpressionAttributeValues: { ':at': at },
    });
    await conditionally(client.send(update), () => undefined);
  }

  return {
    async get(key) {
      const { Item } = await client.send(new GetCommand({ ...profileOf(key), ConsistentRead: true }));
      return Item && customerOfItem(Item);
    },

    async suppress(key, email, reason, at) {
      await client.send(
        new UpdateCommand({
          ...profileOf(key),
          UpdateExpression:
            'SET suppressed = if_not_exists(suppressed, :suppressed), email = if_not_exists(email, :email)',
          ExpressionAttributeValues: { ':suppressed': { reason, at }, ':email': email },
        }),
      );
    },

    async claimCase(key, { caseId, feedbackId }, replaced = caseId) {
      const Key = { key, part: 'case' };
      const update = new UpdateCommand({
        TableName: table,
        Key,
        UpdateExpression: 'SET caseId = :case, feedbackId = :feedback',
        ConditionExpression: 'attribute_not_exists(part) OR caseId IN (:case, :replaced)',
        ExpressionAttributeValues: { ':case': caseId, ':feedback': feedbackId, ':replaced': replaced },
      });
      return conditionally(
        client.send(update).then(() => ({ caseId, feedbackId })),
        async () => {
          const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
          return readStored(caseClaim, Item, 'a claimed customer');
        },
      );
    },

    async claimMail({ customerKey, email, mailId, purpose }, at) {
      const claim = randomUUID();
      const put = new PutCommand({
        TableName: table,
        Item: { ...mailKey(customerKey, mailId), email, purpose, at, claim },
        ConditionExpression: 'attribute_not_exists(part)',
      });
      const claimed = await conditionally(
        client.send(put).then(() => true),
        () => holdsClaim(customerKey, mailId, claim),
      );
      if (!claimed) return 'taken';
      await rememberLastMailed(customerKey, email, purpose, at);
      return 'claimed';
    },

    async wasMailed(key, mailId) {
      const get = new GetCommand({
        TableName: table,
        Key: mailKey(key, mailId),
        ProjectionExpression: 'part',
      });
      return (await client.send(get)).Item !== undefined;
    },

    async releaseMail({ customerKey, mailId, purpose }) {
      const remove = new DeleteCommand({
        TableName: table,
        Key: mailKey(customerKey, mailId),
        ConditionExpression: 'attribute_exists(part) AND attribute_not_exists(messageId)',
        ReturnValues: 'ALL_OLD',
      });
      const released = await conditionally(client.send(remove), () => undefined);
      if (released)
        await forgetLastMailed(
          customerKey,
          purpose,
          readStored(mailRow, released.Attributes, 'a claimed mail').at,
        );
    },

    async settleMail({ customerKey, mailId }, result) {
      const [name, value] = 'messageId' in result ? ['messageId', result.messageId] : ['error', result.error];
      const update = new UpdateCommand({
        TableName: table,
        Key: mailKey(customerKey, mailId),
        UpdateExpression: 'SET #result = :result',
        ConditionExpression: 'attribute_exists(part)',
        ExpressionAttributeNames: { '#result': name },
        ExpressionAttributeValues: { ':result': value },
      });
      await conditionally(client.send(update), () => {
        throw new Error(`mail ${mailId} was never claimed`);
      });
    },
  };
}
