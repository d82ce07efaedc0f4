import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Listing, listingOf } from '../domain/case-listing.ts';
import { type CaseStore, ConflictError } from '../ports.ts';
import { batchGet } from './batch-get.ts';
import { caseOfItem, itemOfCase, itemsOfEvents } from './case-item.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const listedCase = z.object({ id: z.string() });

function listed(items: readonly unknown[] = []): readonly string[] {
  return items.map((item) => readStored(listedCase, item, 'a listed case').id);
}

/**
 * Cases in a table with the key `id` and two sparse indexes of keys only: `open-cases` (`openWith`, `id`) and
 * `closed-cases` (`closedOn`, `id`).
 */
export function dynamodbCaseStore(client: DynamoDBDocumentClient, { table }: { table: string }): CaseStore {
  const index = (list: Listing['list'], under: string) => ({
    TableName: table,
    IndexName: list === 'openWith' ? 'open-cases' : 'closed-cases',
    KeyConditionExpression: '#list = :under',
    ExpressionAttributeNames: { '#list': list },
    ExpressionAttributeValues: { ':under': under },
  });

  return {
    async open(record) {
      const put = new PutCommand({
        TableName: table,
        Item: itemOfCase(record),
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return conditionally(
        client.send(put).then(() => 'opened' as const),
        () => 'existing' as const,
      );
    },

    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
      );
      return Item && caseOfItem(Item);
    },

    async getMany(ids) {
      return (await batchGet(client, table, ids)).map(caseOfItem);
    },

    async append(record, events) {
      const { id } = record;
      const expected = record.events.length;
      const { list, under } = listingOf({ ...record, events: [...record.events, ...events] });
      const update = new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression:
          'SET #events = list_append(#events, :events), #count = :count, #list = :under REMOVE #other',
        ConditionExpression: '#count = :expected',
        ExpressionAttributeNames: {
          '#events': 'events',
          '#count': 'count',
          '#list': list,
          '#other': list === 'openWith' ? 'closedOn' : 'openWith',
        },
        ExpressionAttributeValues: {
          ':events': itemsOfEvents(events),
          ':count': expected + events.length,
          ':expected': expected,
          ':under': under,
        },
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes } = await conditionally(client.send(update), () => {
        throw new ConflictError(`case ${id} has other than ${expected} events`);
      });
      return caseOfItem(Attributes);
    },

    async awaitOwner(id, { token, events }) {
      const update = new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression: 'SET #wait = :wait',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeNames: { '#wait': 'wait' },
        ExpressionAttributeValues: { ':wait': { token, events } },
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes } = await conditionally(client.send(update), () => {
        throw new Error(`there is no case ${id} to wait for`);
      });
      return caseOfItem(Attributes);
    },

    async *listOpen() {
      for await (const { Items } of paginateScan({ client }, { TableName: table, IndexName: 'open-cases' }))
        yield* listed(Items);
    },

    async countOpenWith(owner) {
      let count = 0;
      for await (const page of paginateQuery({ client }, { ...index('openWith', owner), Select: 'COUNT' }))
        count += page.Count ?? 0;
      return count;
    },

    async *listClosedOn(day) {
      for await (const { Items } of paginateQuery({ client }, index('closedOn', day))) yield* listed(Items);
    },

    async *list() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
        yield* Items.map(caseOfItem);
    },
  };
}
