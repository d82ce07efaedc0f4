import { once } from 'node:events';
import type { Server } from 'node:http';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { tableClient } from '../../functions/aws/clients.ts';
import { addressOf, testClient } from './test-client.ts';

/** The tables as they are deployed: their keys and indexes are what the adapters count on. */

type Keys = Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'>;

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' as const });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const number = (AttributeName: string) => ({ AttributeName, AttributeType: 'N' as const });
const keysOnly = { ProjectionType: 'KEYS_ONLY' as const };

const tables = {
  deliveries: {
    AttributeDefinitions: [text('id'), text('part'), text('setAsideSource'), number('receivedAt')],
    KeySchema: [hash('id'), range('part')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'set-aside',
        KeySchema: [hash('setAsideSource'), range('receivedAt')],
        Projection: keysOnly,
      },
    ],
  },
  feedback: {
    AttributeDefinitions: [text('id'), text('customerKey'), number('at')],
    KeySchema: [hash('id')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-customer',
        KeySchema: [hash('customerKey'), range('at')],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['metric', 'score', 'band', 'caseId'] },
      },
    ],
  },
  cases: {
    AttributeDefinitions: [text('id'), text('openWith'), text('closedOn')],
    KeySchema: [hash('id')],
    GlobalSecondaryIndexes: [
      { IndexName: 'open-cases', KeySchema: [hash('openWith'), range('id')], Projection: keysOnly },
      { IndexName: 'closed-cases', KeySchema: [hash('closedOn'), range('id')], Projection: keysOnly },
    ],
  },
  customers: {
    AttributeDefinitions: [text('key'), text('part')],
    KeySchema: [hash('key'), range('part')],
  },
  owners: {
    AttributeDefinitions: [text('owner'), text('part'), text('collecting')],
    KeySchema: [hash('owner'), range('part')],
    GlobalSecondaryIndexes: [
      { IndexName: 'collecting', KeySchema: [hash('collecting'), range('part')], Projection: keysOnly },
    ],
  },
  improvements: { AttributeDefinitions: [text('id')], KeySchema: [hash('id')] },
} satisfies Record<string, Keys>;

export interface Tables extends AsyncDisposable {
  readonly client: DynamoDBDocumentClient;
  /** An empty table of a kind; its name. */
  create(kind: keyof typeof tables): Promise<string>;
}

/** dynalite in this process, or the DynamoDB at `RETOUR_DYNAMODB_ENDPOINT` for a second opinion. */
export async function startTables(): Promise<Tables> {
  const elsewhere = process.env['RETOUR_DYNAMODB_ENDPOINT'];
  const server = elsewhere === undefined ? await listening(dynalite({ createTableMs: 0 })) : undefined;
  const endpoint = server ? addressOf(server) : elsewhere;
  const client = tableClient({ ...testClient, ...(endpoint !== undefined && { endpoint }) });
  const run = Date.now();
  let count = 0;
  return {
    client,
    async create(kind) {
      count += 1;
      const TableName = `${kind}-${run}-${count}`;
      await client.send(
        new CreateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST', ...tables[kind] }),
      );
      let status: string | undefined;
      while (status !== 'ACTIVE')
        status = (await client.send(new DescribeTableCommand({ TableName }))).Table?.TableStatus;
      return TableName;
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      if (server) await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
