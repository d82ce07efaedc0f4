import { buildApp } from 'fauxqs';
import * as z from 'zod';
import { type Answer, ServiceError } from '../engine.ts';
import { type JsonRecord, parseRecord, textAt } from '../json-value.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type Action = (params: JsonRecord, store: Stores['sqsStore']) => unknown;

const HOT_ACTIONS = [
  'SendMessage',
  'SendMessageBatch',
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
];
const Refusal = z.object({ code: z.string(), message: z.string(), statusCode: z.number() });
const Body = z.record(z.string(), z.unknown());

/** fauxqs in this process, never listening: it serves every interface when it does. */
export class Messaging {
  private readonly app: ReturnType<typeof buildApp>;
  private readonly stores: Stores;
  private readonly hot: ReadonlyMap<string, Action>;

  private constructor(region: string, stores: Stores, hot: ReadonlyMap<string, Action>) {
    this.app = buildApp({ logger: false, defaultRegion: region, stores });
    this.stores = stores;
    this.hot = hot;
  }

  /**
   * The engine takes stores but does not export them, and its HTTP layer costs ten times what its queues do: what
   * every response passes through calls the engine's own actions, found beside its entry point.
   */
  static async start(region: string): Promise<Messaging> {
    const part = (path: string) => import(new URL(path, import.meta.resolve('fauxqs')).href);
    const { SqsStore } = await part('./sqs/sqsStore.js');
    const { SnsStore } = await part('./sns/snsStore.js');
    const { S3Store } = await part('./s3/s3Store.js');
    const hot = new Map<string, Action>();
    for (const action of HOT_ACTIONS) {
      const name = action.slice(0, 1).toLowerCase() + action.slice(1);
      hot.set(action, (await part(`./sqs/actions/${name}.js`))[name]);
    }
    const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
    return new Messaging(region, stores, hot);
  }

  /** Throws a ServiceError with the engine's own code when SQS refuses. */
  async sqs(action: string, params: JsonRecord): Promise<JsonRecord> {
    const hot = this.hot.get(action);
    if (hot !== undefined) return this.direct(hot, params);
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    const payload = JSON.stringify(params);
    const answer = await this.app.inject({ method: 'POST', url: '/', headers, payload });
    const body = answer.payload === '' ? {} : parseRecord(answer.payload);
    if (answer.statusCode === 200) return body;
    const type = textAt(body, '__type') ?? 'InternalFailure';
    const code = type.slice(type.indexOf('#') + 1);
    throw new ServiceError(code, textAt(body, 'message') ?? type, answer.statusCode);
  }

  private async direct(action: Action, params: JsonRecord): Promise<JsonRecord> {
    try {
      return Body.parse(await action(params, this.stores.sqsStore));
    } catch (error) {
      const refusal = Refusal.safeParse(error);
      if (!refusal.success) throw error;
      throw new ServiceError(refusal.data.code, refusal.data.message, refusal.data.statusCode);
    }
  }

  async inspectQueue(name: string): Promise<JsonRecord> {
    const answer = await this.app.inject({
      method: 'GET',
      url: `/_fauxqs/queues/${encodeURIComponent(name)}`,
    });
    return parseRecord(answer.payload);
  }

  /** SNS speaks the query protocol: fields in, XML out. */
  async sns(fields: Readonly<Record<string, string>>): Promise<Answer> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(fields).toString();
    const answer = await this.app.inject({ method: 'POST', url: '/', headers, payload });
    return { status: answer.statusCode, headers: { 'content-type': 'text/xml' }, body: answer.payload };
  }

  /** S3 by its own paths; the first segment is the bucket. */
  async s3(request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: Buffer;
  }): Promise<Answer> {
    const answer = await this.app.inject({
      method: readMethod(request.method),
      url: request.path,
      headers: { ...request.headers, host: 'localhost' },
      payload: request.body,
    });
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]),
    );
    return { status: answer.statusCode, headers, body: answer.rawPayload };
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

function readMethod(method: string): 'GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD' {
  switch (method) {
    case 'GET':
    case 'PUT':
    case 'POST':
    case 'DELETE':
    case 'HEAD':
      return method;
    default:
      throw new ServiceError('MethodNotAllowed', `no ${method} in S3`, 405);
  }
}
