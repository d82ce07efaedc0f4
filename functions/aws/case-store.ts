import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CaseStore, ConflictError } from '../ports.ts';
import { caseOfItem, itemOfCase, itemsOfEvents, openness } from './case-item.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const openCase = z.object({ id: z.string() });

/** Cases in a table with the key `id` and the sparse index `open-cases` (`open`, `id`; keys only). */
export function dynamodbCaseStore(client: DynamoDBDocumentClient, { table }: { table: string }): CaseStore {
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

    async append(id, expected, events) {
      const change = openness(events);
      const set = 'SET #events = list_append(#events, :events), #count = :count';
      const expression =
        change === undefined ? set : change === 'open' ? `${set}, #open = :open` : `${set} REMOVE #open`;
      const update = new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression: expression,
        ConditionExpression: '#count = :expected',
        ExpressionAttributeNames: {
          '#events': 'events',
          '#count': 'count',
          ...(change && { '#open': 'open' }),
        },
        ExpressionAttributeValues: {
          ':events': itemsOfEvents(events),
          ':count': expected + events.length,
          ':expected': expected,
          ...(change === 'open' && { ':open': 'open' }),
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
      for await (const page of paginateScan({ client }, { TableName: table, IndexName: 'open-cases' }))
        for (const item of page.Items ?? []) yield readStored(openCase, item, 'an open case').id;
    },

    async *list() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
        yield* Items.map(caseOfItem);
    },
  };
}
