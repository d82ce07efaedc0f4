import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Improvement } from '../domain/improvement.ts';
import type { ImprovementStore } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const improvementItem = z.object({
  id: z.string(),
  theme: z.string(),
  title: z.object({ en: z.string(), fr: z.string() }),
  shippedAt: z.number(),
}) satisfies z.ZodType<Improvement>;

/** Improvements in a table with the key `id`; a campaign's tally lies beside its improvement. */
export function dynamodbImprovementStore(
  client: DynamoDBDocumentClient,
  { table }: { table: string },
): ImprovementStore {
  async function get(id: string) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
    );
    return Item && readStored(improvementItem, Item, 'a stored improvement');
  }

  return {
    get,

    async register(improvement) {
      const { id, theme, title, shippedAt } = improvement;
      const put = new PutCommand({
        TableName: table,
        Item: { id, theme, title, shippedAt },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      const kept = await conditionally(
        client.send(put).then(() => improvement),
        () => get(id),
      );
      if (!kept) throw new Error(`improvement ${id} was there and is gone`);
      return kept;
    },

    async saveTally(id, tally) {
      const update = new UpdateCommand({
        TableName: table,
        Key: { id },
        UpdateExpression: 'SET tally = :tally',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':tally': tally },
      });
      await conditionally(client.send(update), () => {
        throw new Error(`there is no improvement ${id} to count for`);
      });
    },
  };
}
