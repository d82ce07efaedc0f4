import type { Server } from 'node:http';
import dynalite from 'dynalite';
import * as z from 'zod';
import type { Resource } from '../deployment.ts';
import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import { type JsonRecord, parseRecord, recordAt, textAt } from '../json-value.ts';
import { type IndexShape, Meter, meteredRequest } from './dynamodb-units.ts';
import { requestInProcess } from './in-process-server.ts';
import { closeIteratorsOnReturn } from './level-iterators.ts';

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const TableProperties = z.object({
  KeySchema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

export interface Table {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly keys: readonly string[];
  readonly indexes: readonly IndexShape[];
  readonly expiry: string | undefined;
  readonly request: JsonRecord;
}

const INTERNAL_HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20000101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20000101T000000Z',
};

closeIteratorsOnReturn();

/** DynamoDB as dynalite keeps it: in memory, or in LevelDB under `path`. */
export class DynamoDb implements Engine {
  readonly tables: readonly Table[];
  private readonly server: Server;
  private readonly byName: ReadonlyMap<string, Table>;
  private readonly meters: ReadonlyMap<string, Meter>;

  constructor(resources: readonly Resource[], path: string | undefined) {
    this.server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...(path && { path }) });
    this.tables = resources.map(tableOf);
    this.byName = new Map(this.tables.map((table) => [table.name, table]));
    this.meters = new Map(this.tables.map((table) => [table.name, new Meter(table)]));
  }

  /** Creates missing tables. Throws when a kept table has other keys, or when another run holds the folder. */
  async start(): Promise<void> {
    // The engine throws a failed opening at nobody in particular.
    const opening = Promise.withResolvers<never>();
    const fail = (cause: Error) =>
      opening.reject(
        new Error('the tables cannot be opened: does another run use this data folder?', { cause }),
      );
    process.once('uncaughtException', fail);
    await Promise.race([opening.promise, this.createTables()]);
    process.off('uncaughtException', fail);
  }

  requirements(call: AwsCall): Requirement[] {
    const { action, params } = call;
    const batch = Object.keys(recordAt(params, 'RequestItems'));
    const names = batch.length > 0 ? batch : [textAt(params, 'TableName') ?? '*'];
    const index = textAt(params, 'IndexName');
    return names.map((name) => {
      const table = this.byName.get(name)?.arn ?? (name.startsWith('arn:') ? name : '*');
      return {
        action: `dynamodb:${action}`,
        anyOf: [index === undefined ? table : `${table}/index/${index}`],
      };
    });
  }

  async answer(call: AwsCall): Promise<Answer> {
    const { action, params } = call;
    if (action === 'DescribeTimeToLive') return this.describeExpiry(params);
    const metered = meteredRequest(action, params);
    const answer = await this.raw(action, metered);
    const body = parseRecord(String(answer.body));
    if (answer.status !== 200) return this.refusal(params, answer, body);
    const [batch] = Object.keys(recordAt(params, 'RequestItems'));
    const meter = this.meters.get(textAt(params, 'TableName') ?? batch ?? '');
    const units = meter?.unitsOf(action, params, body) ?? 0;
    if (params['ReturnConsumedCapacity'] === undefined) delete body['ConsumedCapacity'];
    if (params['ReturnValues'] === undefined && metered['ReturnValues'] !== undefined)
      delete body['Attributes'];
    return jsonAnswer(body, units);
  }

  /** Calls the engine as itself: no permission, no ledger. */
  async raw(action: string, params: JsonRecord): Promise<Answer> {
    return requestInProcess(this.server, {
      method: 'POST',
      headers: { ...INTERNAL_HEADERS, 'x-amz-target': `DynamoDB_20120810.${action}` },
      body: Buffer.from(JSON.stringify(params)),
    });
  }

  /** Every item of a table, in DynamoDB's own notation. */
  async scan(table: Table): Promise<JsonRecord[]> {
    const items: JsonRecord[] = [];
    let start: JsonRecord | undefined;
    do {
      const page = parseRecord(
        String(
          (await this.raw('Scan', { TableName: table.name, ...(start && { ExclusiveStartKey: start }) }))
            .body,
        ),
      );
      for (const item of z.array(z.record(z.string(), z.unknown())).parse(page['Items'] ?? []))
        items.push(item);
      start = page['LastEvaluatedKey'] === undefined ? undefined : recordAt(page, 'LastEvaluatedKey');
    } while (start !== undefined);
    return items;
  }

  /** Deletes what has expired at `now` (ms): dynalite has no sweep of its own. */
  async sweep(now: number): Promise<void> {
    for (const table of this.tables) {
      if (table.expiry === undefined) continue;
      for (const item of await this.scan(table)) {
        const seconds = Number(textAt(recordAt(item, table.expiry), 'N') ?? Number.POSITIVE_INFINITY);
        if (seconds * 1000 > now) continue;
        const Key = Object.fromEntries(table.keys.map((key) => [key, item[key]]));
        await this.raw('DeleteItem', { TableName: table.name, Key });
      }
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private async createTables(): Promise<void> {
    for (const table of this.tables) {
      const answer = await this.raw('CreateTable', table.request);
      if (answer.status === 200) continue;
      if (!String(answer.body).includes('ResourceInUseException'))
        throw new Error(`cannot create table ${table.logicalId}: ${String(answer.body)}`);
      await this.compareWithKept(table);
    }
  }

  private describeExpiry(params: JsonRecord): Answer {
    const expiry = this.byName.get(textAt(params, 'TableName') ?? '')?.expiry;
    const status = expiry === undefined ? 'DISABLED' : 'ENABLED';
    return jsonAnswer({ TimeToLiveDescription: { TimeToLiveStatus: status, AttributeName: expiry } });
  }

  /** dynalite ignores ReturnValuesOnConditionCheckFailure; callers that compare versions rely on it. */
  private async refusal(params: JsonRecord, answer: Answer, body: JsonRecord): Promise<Answer> {
    const type = textAt(body, '__type') ?? 'InternalFailure';
    const code = type.slice(type.indexOf('#') + 1);
    const fields: JsonRecord = {};
    if (
      code === 'ConditionalCheckFailedException' &&
      params['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD'
    ) {
      const table = this.byName.get(textAt(params, 'TableName') ?? '');
      const source = params['Key'] === undefined ? recordAt(params, 'Item') : recordAt(params, 'Key');
      const Key = Object.fromEntries((table?.keys ?? []).map((key) => [key, source[key]]));
      const found = await this.raw('GetItem', { TableName: params['TableName'], Key, ConsistentRead: true });
      fields['Item'] = parseRecord(String(found.body))['Item'];
    }
    throw new ServiceError(code, textAt(body, 'message') ?? code, answer.status, fields);
  }

  private async compareWithKept(table: Table): Promise<void> {
    const kept = recordAt(
      parseRecord(String((await this.raw('DescribeTable', { TableName: table.name })).body)),
      'Table',
    );
    if (JSON.stringify(shape(kept)) !== JSON.stringify(shape(table.request)))
      throw new Error(
        `table ${table.logicalId} is kept with other keys or indexes: start with another --data folder`,
      );
  }
}

function shape(description: JsonRecord): unknown {
  const indexes = z
    .array(z.object({ IndexName: z.string(), KeySchema }))
    .parse(description['GlobalSecondaryIndexes'] ?? []);
  return [
    KeySchema.parse(description['KeySchema']),
    indexes.sort((a, b) => a.IndexName.localeCompare(b.IndexName)),
  ];
}

function tableOf(resource: Resource): Table {
  const properties = TableProperties.parse(resource.properties);
  const indexes = properties.GlobalSecondaryIndexes ?? [];
  const names = (schema: z.infer<typeof KeySchema>) => schema.map(({ AttributeName }) => AttributeName);
  const expiry = properties.TimeToLiveSpecification;
  return {
    logicalId: resource.logicalId,
    name: resource.ref,
    arn: resource.attributes['Arn'] ?? '',
    keys: names(properties.KeySchema),
    indexes: indexes.map(({ KeySchema, Projection: { ProjectionType, NonKeyAttributes = [] } }) => ({
      keys: names(KeySchema),
      further: ProjectionType === 'ALL' ? undefined : NonKeyAttributes,
    })),
    expiry: expiry?.Enabled === true ? expiry.AttributeName : undefined,
    request: {
      TableName: resource.ref,
      KeySchema: properties.KeySchema,
      AttributeDefinitions: properties.AttributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    },
  };
}
