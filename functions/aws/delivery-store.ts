import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '../domain/instant.ts';
import type { DeliveryStore } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { rowsOf, setAsideOf } from './set-aside-rows.ts';
import { readStored } from './stored.ts';

/** Tools retry for 76 hours at most, a queue and its dead letters hold a message for 28 days: 100 days cover both. */
const rememberedFor = 100 * 24 * 60 * 60;

const key = z.object({ id: z.string(), part: z.string() });
const listed = z.object({ id: z.string(), receivedAt: z.number() });

/** Deliveries in a table with the keys `id` and `part` and the sparse index `set-aside` (`setAsideSource`, `receivedAt`). */
export function dynamodbDeliveryStore(
  client: DynamoDBDocumentClient,
  { table }: { table: string },
): DeliveryStore {
  async function rowsOfId(id: string, projection?: string): Promise<Record<string, unknown>[]> {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': id },
        ConsistentRead: true,
        ProjectionExpression: projection,
      },
    );
    const rows = [];
    for await (const page of pages) rows.push(...(page.Items ?? []));
    return rows;
  }

  async function idsSetAside(source: string | undefined): Promise<string[]> {
    const index = { TableName: table, IndexName: 'set-aside' };
    const pages =
      source === undefined
        ? paginateScan({ client }, index)
        : paginateQuery(
            { client },
            {
              ...index,
              KeyConditionExpression: 'setAsideSource = :source',
              ExpressionAttributeValues: { ':source': source },
            },
          );
    const found: { id: string; receivedAt: Instant }[] = [];
    for await (const page of pages)
      for (const item of page.Items ?? []) found.push(readStored(listed, item, 'a set-aside delivery'));
    return found.sort((a, b) => a.receivedAt - b.receivedAt).map(({ id }) => id);
  }

  return {
    async record({ id, source, receivedAt, outcome }) {
      const expiresAt = Math.floor(receivedAt / 1000) + rememberedFor;
      const put = new PutCommand({
        TableName: table,
        Item: { id, part: 'record', source, receivedAt, outcome, expiresAt },
        ConditionExpression: 'attribute_not_exists(part)',
      });
      return conditionally(
        client.send(put).then(() => 'first' as const),
        () => 'repeat' as const,
      );
    },

    async setAside(unreadable) {
      const headKey = { id: unreadable.id, part: 'set-aside' };
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: headKey, ConsistentRead: true }),
      );
      if (Item) return;
      const { head, body } = rowsOf(unreadable);
      for (const row of body) await client.send(new PutCommand({ TableName: table, Item: row }));
      // The head comes last: what is listed is whole.
      const put = new PutCommand({
        TableName: table,
        Item: head,
        ConditionExpression: 'attribute_not_exists(part)',
      });
      await conditionally(client.send(put), () => undefined);
    },

    async *listSetAside(source) {
      for (const id of await idsSetAside(source)) {
        const whole = setAsideOf(await rowsOfId(id));
        if (whole) yield whole;
      }
    },

    async forgetSetAside(id) {
      const rows = await rowsOfId(id, 'id, part');
      const parts = rows.map((row) => readStored(key, row, 'a delivery row').part);
      // The head goes first, as its absence takes the delivery off the list.
      for (const part of parts
        .filter((one) => one !== 'record')
        .sort()
        .reverse())
        await client.send(new DeleteCommand({ TableName: table, Key: { id, part } }));
    },
  };
}
