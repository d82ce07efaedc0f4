import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf } from './test-client.ts';

export interface StubRequest {
  /** The operation, where the protocol names it in a header; else method and path. */
  readonly operation: string;
  readonly body: unknown;
}
export interface StubAnswer {
  readonly error?: string;
  readonly status?: number;
  readonly body?: unknown;
}

/** A service that speaks AWS's JSON protocols and answers what the test says. */
export interface ServiceStub extends AsyncDisposable {
  readonly endpoint: string;
  readonly requests: StubRequest[];
  /** Answers to come, one each; after the last one, `{}` with status 200. */
  answer(...answers: readonly StubAnswer[]): void;
  /** Answers by what was asked, from now on. */
  answerBy(decide: (request: StubRequest) => Promise<StubAnswer> | StubAnswer): void;
}

export async function startServiceStub(): Promise<ServiceStub> {
  const requests: StubRequest[] = [];
  let decide: (request: StubRequest) => Promise<StubAnswer> | StubAnswer = () => ({});
  const server = createServer(async (incoming, outgoing) => {
    const request = await requestOf(incoming);
    requests.push(request);
    const { error, status = error === undefined ? 200 : 400, body = {} } = await decide(request);
    outgoing.writeHead(status, {
      'content-type': 'application/json',
      ...(error !== undefined && { 'x-amzn-errortype': error }),
    });
    const failure = { __type: error, message: 'about ana@example.com' };
    outgoing.end(JSON.stringify(error === undefined ? body : failure));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: addressOf(server),
    requests,
    answer(...answers) {
      const waiting = [...answers];
      decide = () => waiting.shift() ?? {};
    },
    answerBy(next) {
      decide = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function requestOf(incoming: IncomingMessage): Promise<StubRequest> {
  const target = incoming.headers['x-amz-target'];
  const named = typeof target === 'string' ? target.split('.').at(-1) : undefined;
  const content = await text(incoming);
  return {
    operation: named ?? `${incoming.method} ${incoming.url}`,
    body: content === '' ? undefined : JSON.parse(content),
  };
}
