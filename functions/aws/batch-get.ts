import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

const mostIds = 100;
const rounds = 6;

/**
 * The items with these ids as they are now, in no order; what is not there is left out.
 * @throws RangeError for more than 100 ids
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const different = [...new Set(ids)];
  if (different.length === 0) return [];
  if (different.length > mostIds) throw new RangeError(`at most ${mostIds} ids can be read at once`);
  const found: unknown[] = [];
  let asked: BatchGetCommandInput['RequestItems'] = {
    [table]: { Keys: different.map((id) => ({ id })), ConsistentRead: true },
  };
  for (let round = 0; round < rounds; round += 1) {
    // What a busy table leaves out is not an error to the SDK, so its own retries do not cover it.
    if (round > 0) await pause(25 * 2 ** round);
    const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: asked }));
    found.push(...(answer.Responses?.[table] ?? []));
    if (!answer.UnprocessedKeys?.[table]) return found;
    asked = answer.UnprocessedKeys;
  }
  throw new Error('the table leaves reads undone');
}
