import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { httpsSurveyApis } from '../../functions/aws/survey-apis.ts';
import { MemorySurveyApis } from '../memory/survey-apis.ts';
import { noon } from './examples.ts';
import { api, surveyApisContract } from './survey-apis.contract.ts';
import { addressOf } from './test-client.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Stands in for every API, as the run on one machine does. */
let egress: Server;
let answer: Answer;
const seen: { method?: string; url?: string; headers: IncomingMessage['headers'] }[] = [];

beforeAll(async () => {
  egress = createServer((request, response) => {
    const { method, url, headers } = request;
    seen.push({ headers, ...(method && { method }), ...(url && { url }) });
    request.resume();
    answer(response, request);
  });
  egress.listen(0, '127.0.0.1');
  await once(egress, 'listening');
});
afterAll(() => {
  egress.closeAllConnections();
  egress.close();
});
beforeEach(() => {
  seen.length = 0;
});

const question = { path: '/v3/responses' };

function apis({ patience = 5000 } = {}) {
  return httpsSurveyApis({ now: () => noon, egress: addressOf(egress), patience });
}

function failureOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('survey tools’ APIs in memory', () =>
  surveyApisContract(async () => {
    const memory = new MemorySurveyApis();
    return {
      apis: memory,
      answer: async (path, one) => memory.answer(`api.example.com${path}`, one),
    };
  }));

describe('survey tools’ APIs over HTTP', () => {
  surveyApisContract(async () => ({
    apis: apis(),
    answer: async (path, one) => {
      const { status, body } = 'status' in one ? { ...one, body: '' } : { status: 200, ...one };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      answer = (response, { url }) => {
        const isThere = url?.split('?')[0] === `/api.example.com${path}`;
        response.writeHead(isThere ? status : 404).end(text);
      };
    },
  }));

  test('are asked with the credential, and with nothing that says more of us than our name', async () => {
    answer = (response) => response.end('{}');
    await apis().ask(api, question);
    expect(seen).toMatchObject([{ method: 'GET', url: '/api.example.com/v3/responses' }]);
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'authorization',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  test.for([
    ['120', 120_000],
    ['Sun, 22 Nov 2026 13:00:00 GMT', 3_600_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ] as const)('that ask to be asked later, by %j, are heard', async ([header, retryAfter]) => {
    answer = (response) => response.writeHead(429, header ? { 'retry-after': header } : {}).end();
    expect(await failureOf(apis().ask(api, question))).toMatchObject({ status: 429, retryAfter });
  });

  test('are not followed to where they redirect', async () => {
    answer = (response) => response.writeHead(302, { location: `${addressOf(egress)}/stolen` }).end();
    expect(await failureOf(apis().ask(api, question))).toMatchObject({ name: 'ApiError', status: 302 });
    expect(seen).toHaveLength(1);
  });

  test('are read up to 20 MB', async () => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    let sent = 0;
    const send = (response: ServerResponse) => {
      while (sent < 40 && !response.destroyed) {
        sent += 1;
        if (!response.write(chunk)) return void response.once('drain', () => send(response));
      }
      response.end('{}');
    };
    answer = send;
    const failure = await failureOf(apis().ask(api, question));
    expect(failure).toMatchObject({
      name: 'NoAnswerError',
      lasts: true,
      message: expect.stringMatching(/20 MB/),
    });
    expect(sent).toBeLessThan(40);
    answer = (response) =>
      response.end(Buffer.concat([...Array(19).fill(chunk), Buffer.from('{"data":[]}')]));
    expect(await apis().ask(api, question)).toEqual({ data: [] });
  });

  test.for<[string, Answer]>([
    ['answers too late', () => {}],
    ['ends its answer too late', (response) => response.writeHead(200).write('{')],
    ['hangs up', (response) => response.destroy()],
    ['breaks off', (response) => response.writeHead(200).write('{', () => response.destroy())],
    ['answers with a page', (response) => response.end('<html>ana@example.com</html>')],
  ])('one that %s gave no answer, and may be asked again', async ([, how]) => {
    answer = how;
    const failure = await failureOf(apis({ patience: 300 }).ask(api, question));
    expect(failure).toMatchObject({ name: 'NoAnswerError', lasts: false });
    expect(String(failure)).not.toContain('example.com');
  });

  test('are asked where the run on one machine says, once its variable is set', async () => {
    answer = (response) => response.end('{}');
    vi.stubEnv('RETOUR_EGRESS_URL', addressOf(egress));
    try {
      expect(await httpsSurveyApis({ now: () => noon }).ask(api, question)).toEqual({});
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('an address that is not on the public internet', () => {
  test.for([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
    'localhost',
    'LOCALHOST',
  ])('is never connected to: %s', async (name) => {
    answer = (response) => response.end('{}');
    const { port } = new URL(addressOf(egress));
    const asked = httpsSurveyApis({ now: () => noon, patience: 2000 }).ask(
      { ...api, host: `${name}:${port}` },
      question,
    );
    expect(await failureOf(asked)).toMatchObject({
      name: 'NoAnswerError',
      message: 'the API’s address is not a public one',
      lasts: true,
    });
    expect(seen).toEqual([]);
  });

  test.for([
    '/v3/surveys/../users/me',
    '/v3/surveys/%2e%2E/users/me',
    '/v3/surveys/..',
    '/v3/surveys/..?x=1',
    '/v3/surveys/\\..\\..\\users',
    '/v3/a b',
    '/v3/é',
    '/v3/a\r\nhost: evil',
    'v3',
    '@evil.example.com/',
    '',
  ])('nor is one that a path leads astray to: %j', async (path) => {
    const failure = await failureOf(apis().ask(api, { path }));
    expect(failure).toMatchObject({ name: 'NoAnswerError', lasts: true });
    expect(seen).toEqual([]);
  });

  test.for(['evil.example.com/', 'user@evil.example.com', 'a b', ''])(
    'nor a host that is none: %j',
    async (host) => {
      const failure = await failureOf(apis().ask({ ...api, host }, question));
      expect(failure).toMatchObject({ name: 'NoAnswerError', lasts: true });
      expect(seen).toEqual([]);
    },
  );
});
