import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { ConflictError, type FeedbackStore } from '../ports.ts';
import { batchGet } from './batch-get.ts';
import { conditionally } from './conditional-write.ts';
import { cursorOfKey, keyOfCursor } from './cursor.ts';
import { earlierFeedbackOfItem, feedbackOfItem, itemOfFeedback } from './feedback-item.ts';

/**
 * Feedback in a table with the key `id` and the index `by-customer` (`customerKey`, `at`).
 * `pageSize` is how many items one page of a scan looks at, found or not.
 */
export function dynamodbFeedbackStore(
  client: DynamoDBDocumentClient,
  { table, pageSize = 500 }: { table: string; pageSize?: number },
): FeedbackStore {
  return {
    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }),
      );
      return Item && feedbackOfItem(Item);
    },

    async getMany(ids) {
      const items = await batchGet(client, table, ids);
      const found = new Map(items.map(feedbackOfItem).map((one) => [one.id, one]));
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    },

    async save(feedback) {
      const first = feedback.revision === 1;
      const put = new PutCommand({
        TableName: table,
        Item: itemOfFeedback(feedback),
        ConditionExpression: first ? 'attribute_not_exists(id)' : 'revision = :read',
        ...(!first && { ExpressionAttributeValues: { ':read': feedback.revision - 1 } }),
      });
      await conditionally(client.send(put), () => {
        throw new ConflictError(`feedback is no longer at revision ${feedback.revision - 1}`);
      });
    },

    async *list(since) {
      const scan = {
        TableName: table,
        FilterExpression: '#at >= :since',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':since': since },
        Limit: pageSize,
      };
      for await (const { Items = [] } of paginateScan({ client }, scan)) yield* Items.map(feedbackOfItem);
    },

    async ofCustomer(customerKey, limit) {
      const query = new QueryCommand({
        TableName: table,
        IndexName: 'by-customer',
        KeyConditionExpression: 'customerKey = :customer',
        ExpressionAttributeValues: { ':customer': customerKey },
        ScanIndexForward: false,
        Limit: limit,
      });
      const { Items = [] } = await client.send(query);
      return Items.map(earlierFeedbackOfItem);
    },

    async withTheme(theme, since, cursor) {
      const scan = new ScanCommand({
        TableName: table,
        FilterExpression: 'contains(themes, :theme) AND #at >= :since',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':theme': theme, ':since': since },
        ConsistentRead: true,
        Limit: pageSize,
        ...(cursor !== undefined && { ExclusiveStartKey: keyOfCursor(cursor) }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(scan);
      const items = Items.map(feedbackOfItem);
      return LastEvaluatedKey ? { items, next: cursorOfKey(LastEvaluatedKey) } : { items };
    },
  };
}
