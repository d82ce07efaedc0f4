import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { listeners } from '../domain/listener.ts';
import type { Collected, Digested, OwnerStore } from '../ports.ts';
import { tellingSubject } from './case-item.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const collected = z.object({
  key: z.string(),
  caseId: z.string(),
  at: z.number(),
  about: tellingSubject,
  // A row of before roles were kept gives no right to act.
  role: z.enum(listeners).default('watcher'),
}) satisfies z.ZodType<Collected>;
const digested = z.object({ day: z.string(), at: z.number() }) satisfies z.ZodType<Digested>;
const collecting = z.object({ owner: z.string() });

const dayInSeconds = 86_400;
/** Longer than any retry of what is counted. */
const keptFor = 3 * dayInSeconds;

/**
 * Colleagues in a table with the keys `owner` and `part`: a row `day#…` with the keys of the day's messages, a row
 * `collected#…` for each message that waits, which the sparse index `collecting` (`collecting`, `part`; keys only)
 * lists, a row `overview`, and a row `digest#…` for each list that they get in the morning. Days expire.
 */
export function dynamodbOwnerStore(client: DynamoDBDocumentClient, { table }: { table: string }): OwnerStore {
  const row = (owner: string, part: string) => ({ TableName: table, Key: { owner, part } });

  /** False when the day is full already. */
  async function count(owner: string, day: string, { key, at }: Collected, most: number): Promise<boolean> {
    const update = new UpdateCommand({
      ...row(owner, `day#${day}`),
      UpdateExpression: 'ADD #keys :keys SET expiresAt = if_not_exists(expiresAt, :expires)',
      ConditionExpression: 'attribute_not_exists(#keys) OR contains(#keys, :key) OR size(#keys) < :most',
      ExpressionAttributeNames: { '#keys': 'keys' },
      ExpressionAttributeValues: {
        ':keys': new Set([key]),
        ':key': key,
        ':most': most,
        ':expires': Math.ceil(at / 1000) + keptFor,
      },
    });
    return conditionally(
      client.send(update).then(() => true),
      () => false,
    );
  }

  return {
    async admit(owner, day, message, most) {
      if (await count(owner, day, message, most)) return 'send';
      const Item = { owner, part: `collected#${message.key}`, collecting: owner, ...message };
      await client.send(new PutCommand({ TableName: table, Item }));
      return 'collected';
    },

    async collectedFor(owner, most) {
      const query = {
        Limit: most,
        TableName: table,
        KeyConditionExpression: '#owner = :owner AND begins_with(part, :collected)',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': owner, ':collected': 'collected#' },
        ConsistentRead: true,
      };
      const found: Collected[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        found.push(...Items.map((item) => readStored(collected, item, 'a collected message')));
        if (found.length >= most) break;
      }
      return found.slice(0, most).toSorted((one, other) => one.at - other.at);
    },

    async *listCollecting() {
      const seen = new Set<string>();
      for await (const { Items = [] } of paginateScan(
        { client },
        { TableName: table, IndexName: 'collecting' },
      ))
        for (const item of Items) {
          const { owner } = readStored(collecting, item, 'somebody with collected messages');
          if (!seen.has(owner)) yield owner;
          seen.add(owner);
        }
    },

    async forgetCollected(owner, keys) {
      await Promise.all(keys.map((key) => client.send(new DeleteCommand(row(owner, `collected#${key}`)))));
    },

    async claimOverview(owner, at, every) {
      const update = new UpdateCommand({
        ...row(owner, 'overview'),
        UpdateExpression: 'SET #at = :at',
        ConditionExpression: 'attribute_not_exists(#at) OR #at <= :before',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at, ':before': at - every },
      });
      return conditionally(
        client.send(update).then(() => true),
        () => false,
      );
    },

    async releaseOverview(owner, at) {
      const remove = new DeleteCommand({
        ...row(owner, 'overview'),
        ConditionExpression: '#at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      });
      await conditionally(client.send(remove), () => undefined);
    },

    async lastDigest(owner, name) {
      const get = new GetCommand({ ...row(owner, `digest#${name}`), ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && readStored(digested, Item, 'a digest that went out');
    },

    async noteDigest(owner, name, { day, at }) {
      const Item = { owner, part: `digest#${name}`, day, at };
      await client.send(new PutCommand({ TableName: table, Item }));
    },
  };
}
