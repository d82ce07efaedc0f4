import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Instant } from '../domain/instant.ts';
import type { SourceNote, SourceState } from '../domain/source-log.ts';
import type { SourceLog } from '../ports.ts';
import { conditionally } from './conditional-write.ts';
import { readStored } from './stored.ts';

const logRow = z.object({
  receivedAt: z.exactOptional(z.number()),
  refusedAt: z.exactOptional(z.number()),
  refusedSince: z.exactOptional(z.number()),
  refusals: z.exactOptional(z.number()),
  setAsideAt: z.exactOptional(z.number()),
  repairedAt: z.exactOptional(z.number()),
  repairs: z.exactOptional(z.number()),
});

interface Update {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues: Readonly<Record<string, number>>;
}

/** One row per source in the deliveries table, under the key `source#<name>` and the part `log`. */
export function dynamodbSourceLog(client: DynamoDBDocumentClient, { table }: { table: string }): SourceLog {
  const place = (source: string) => ({ TableName: table, Key: { id: `source#${source}`, part: 'log' } });

  /** False when its condition does not hold. */
  async function update(source: string, change: Update): Promise<boolean> {
    const write = client.send(new UpdateCommand({ ...place(source), ...change }));
    return conditionally(
      write.then(() => true),
      () => false,
    );
  }

  return {
    async note(source, note) {
      const [first, ...others] = updatesOf(note);
      if (await update(source, first)) return;
      for (const other of others) await update(source, other);
    },

    async read(source) {
      const { Item } = await client.send(new GetCommand({ ...place(source), ConsistentRead: true }));
      return Item === undefined ? {} : stateOfRow(Item);
    },
  };
}

/** The update that writes a note, and the one to try when the first one's condition does not hold. */
function updatesOf(note: SourceNote): readonly [Update, ...Update[]] {
  switch (note.what) {
    case 'received':
      return [newest('receivedAt', note.at)];
    case 'set-aside':
      return [newest('setAsideAt', note.at)];
    case 'repaired':
      return [
        {
          UpdateExpression: 'SET repairedAt = :at ADD repairs :one',
          ExpressionAttributeValues: { ':at': note.at, ':one': 1 },
        },
      ];
    case 'refused':
      return refused(note.at, note.count);
  }
}

/** Notes come in any order, so an older one changes nothing. */
function newest(field: 'receivedAt' | 'setAsideAt', at: Instant): Update {
  return {
    UpdateExpression: `SET ${field} = :at`,
    ConditionExpression: `attribute_not_exists(${field}) OR ${field} < :at`,
    ExpressionAttributeValues: { ':at': at },
  };
}

function refused(at: Instant, count: number): readonly [Update, Update] {
  const goesOn = {
    UpdateExpression:
      'SET refusedAt = :at, refusedSince = if_not_exists(refusedSince, :at) ADD refusals :count',
    ConditionExpression:
      'attribute_not_exists(refusedAt) OR attribute_not_exists(receivedAt) OR receivedAt < refusedAt',
    ExpressionAttributeValues: { ':at': at, ':count': count },
  };
  const beginsAnew = {
    UpdateExpression: 'SET refusedAt = :at, refusedSince = :at, refusals = :count',
    ExpressionAttributeValues: { ':at': at, ':count': count },
  };
  return [goesOn, beginsAnew];
}

function stateOfRow(row: Record<string, unknown>): SourceState {
  const { receivedAt, refusedAt, refusedSince, refusals, setAsideAt, repairedAt, repairs } = readStored(
    logRow,
    row,
    'the log of a source',
  );
  return {
    ...(receivedAt !== undefined && { received: receivedAt }),
    ...(refusedAt !== undefined &&
      refusedSince !== undefined &&
      refusals !== undefined && { refused: { at: refusedAt, since: refusedSince, count: refusals } }),
    ...(setAsideAt !== undefined && { setAside: setAsideAt }),
    ...(repairedAt !== undefined &&
      repairs !== undefined && { repaired: { at: repairedAt, count: repairs } }),
  };
}
