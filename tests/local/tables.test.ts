import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DynamoDb } from '../../local/engines/dynamodb.ts';

let folder: string;
let tables: DynamoDb;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retour-tables-'));
  tables = new DynamoDb(
    [
      {
        stack: 'Stack',
        logicalId: 'Items',
        type: 'AWS::DynamoDB::Table',
        ref: 'items',
        attributes: {},
        properties: {
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
        },
      },
    ],
    folder,
  );
  await tables.start();
  await vi.waitFor(async () => {
    const { body } = await tables.raw('DescribeTable', { TableName: 'items' });
    expect(String(body)).toContain('"TableStatus":"ACTIVE"');
  });
});
afterEach(async () => {
  await tables.close();
  await rm(folder, { recursive: true, force: true });
});

const rounds = 200;
const kilobytes = 300;

it('keeps an item that is written and read again and again once, not each time', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const text = randomBytes((kilobytes * 1024) / 2).toString('hex');
    const stored = await tables.raw('PutItem', {
      TableName: 'items',
      Item: { pk: { S: 'one' }, sk: { S: 'a' }, text: { S: text } },
    });
    expect(stored, String(stored.body)).toMatchObject({ status: 200 });
    const answer = await tables.raw('Query', {
      TableName: 'items',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'one' } },
      Limit: round % 2 === 0 ? 1 : 10,
    });
    expect(String(answer.body)).toContain(text);
  }
  // Files that are done with are deleted in the background.
  await vi.waitFor(async () => expect(await storedBytes()).toBeLessThan((rounds / 2) * kilobytes * 1024), {
    timeout: 10_000,
  });
});

/** What LevelDB has sorted into tables; its write-ahead log, 4 MB at most, is apart. */
async function storedBytes(): Promise<number> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ldb'));
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
