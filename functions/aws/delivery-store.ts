import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '../domain/instant.ts';
import type { DeliveryStore, KeptListing, KeptRange } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { deliveryIdOfPart, partOfDelivery, recordedOfRow, rowOfRecord } from './kept-row.ts';
import { isOfSetAside, rowsOf, setAsideOf } from './set-aside-rows.ts';
import { readStored } from './stored.ts';

const key = z.object({ id: z.string(), part: z.string() });
const listed = z.object({ id: z.string(), receivedAt: z.number() });
const keptListing = key.extend({ receivedAt: z.number() });

/**
 * Deliveries in a table with the keys `id` and `part` and the sparse index `set-aside` (`setAsideSource`, `receivedAt`).
 * What was recorded for a response has the response's id and a part for each delivery, its body in the same row: a
 * common response costs no further write. Other outcomes have the delivery's id.
 */
export function dynamodbDeliveryStore(
  client: DynamoDBDocumentClient,
  { table }: { table: string },
): DeliveryStore {
  async function query(
    asked: Omit<QueryCommandInput, 'TableName' | 'ConsistentRead'>,
  ): Promise<Record<string, unknown>[]> {
    const rows = [];
    for await (const page of paginateQuery({ client }, { TableName: table, ConsistentRead: true, ...asked }))
      rows.push(...(page.Items ?? []));
    return rows;
  }

  function rowsOfId(id: string, projection?: string): Promise<Record<string, unknown>[]> {
    return query({
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': id },
      ProjectionExpression: projection,
    });
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
    async record(delivery) {
      const put = new PutCommand({
        TableName: table,
        Item: rowOfRecord(delivery),
        ConditionExpression: 'attribute_not_exists(part)',
      });
      return conditionally(
        client.send(put).then(() => 'first' as const),
        () => 'repeat' as const,
      );
    },

    async keptOf(feedbackId) {
      return (await query(recordedOf(feedbackId))).map(recordedOfRow);
    },

    async *listKept(wanted) {
      const pages = paginateScan({ client }, { TableName: table, ...scanOfKept(wanted) });
      for await (const page of pages)
        for (const item of page.Items ?? [])
          yield listingOf(readStored(keptListing, item, 'a kept delivery'));
    },

    async reorderKept(feedbackId, deliveryId, order) {
      const update = new UpdateCommand({
        TableName: table,
        Key: { id: feedbackId, part: partOfDelivery + deliveryId },
        UpdateExpression: 'SET #order = :order',
        ConditionExpression: 'attribute_exists(body)',
        ExpressionAttributeNames: { '#order': 'order' },
        ExpressionAttributeValues: { ':order': order },
      });
      await conditionally(client.send(update), () => undefined);
    },

    async forgetKept(feedbackId) {
      const asked = {
        ...recordedOf(feedbackId),
        FilterExpression: 'attribute_exists(body)',
        ProjectionExpression: 'id, part',
      };
      for (const row of await query(asked)) {
        const { id, part } = readStored(key, row, 'a kept delivery');
        const update = new UpdateCommand({
          TableName: table,
          Key: { id, part },
          UpdateExpression: 'REMOVE body, headers',
          // The record may have expired in between, and must not come back.
          ConditionExpression: 'attribute_exists(part)',
        });
        await conditionally(client.send(update), () => undefined);
      }
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
      const parts = rows.map((row) => readStored(key, row, 'a delivery row').part).filter(isOfSetAside);
      // The head goes first, as its absence takes the delivery off the list.
      for (const part of parts.sort().reverse())
        await client.send(new DeleteCommand({ TableName: table, Key: { id, part } }));
    },
  };
}

function recordedOf(feedbackId: string) {
  return {
    KeyConditionExpression: 'id = :id AND begins_with(part, :delivery)',
    ExpressionAttributeValues: { ':id': feedbackId, ':delivery': partOfDelivery },
  };
}

function scanOfKept({ source, from = 0, to = Number.MAX_SAFE_INTEGER }: KeptRange) {
  const conditions = [
    'begins_with(part, :delivery)',
    'attribute_exists(body)',
    'receivedAt >= :from',
    'receivedAt < :to',
  ];
  const values = { ':delivery': partOfDelivery, ':from': from, ':to': to };
  const asked = { ProjectionExpression: 'id, part, receivedAt' };
  if (source === undefined)
    return { ...asked, FilterExpression: conditions.join(' AND '), ExpressionAttributeValues: values };
  return {
    ...asked,
    FilterExpression: [...conditions, '#source = :source'].join(' AND '),
    ExpressionAttributeNames: { '#source': 'source' },
    ExpressionAttributeValues: { ...values, ':source': source },
  };
}

function listingOf({ id, part, receivedAt }: z.output<typeof keptListing>): KeptListing {
  return { feedbackId: id, deliveryId: deliveryIdOfPart(part), receivedAt };
}
