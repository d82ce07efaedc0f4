import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Watermarks } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const markRow = z.object({ at: z.number() });

/** One row per source in the deliveries table, under the key `source#<name>` and the part `watermark`. */
export function dynamodbWatermarks(client: DynamoDBDocumentClient, { table }: { table: string }): Watermarks {
  const place = (source: string) => ({
    TableName: table,
    Key: { id: `source#${source}`, part: 'watermark' },
  });
  return {
    async watermarkOf(source) {
      const { Item } = await client.send(new GetCommand({ ...place(source), ConsistentRead: true }));
      return Item && readStored(markRow, Item, 'a watermark').at;
    },

    async moveWatermark(source, at) {
      const move = new UpdateCommand({
        ...place(source),
        UpdateExpression: 'SET #at = :at',
        ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      });
      await conditionally(client.send(move), () => undefined);
    },
  };
}
