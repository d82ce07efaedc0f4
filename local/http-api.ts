import { randomUUID } from 'node:crypto';
import type { RunClock } from './clock.ts';
import type { Functions } from './functions.ts';
import { matchRoute, type Route, type RouteMatch } from './http-routes.ts';
import { isRecord, type JsonRecord, listAt, numberAt, recordAt, textAt } from './json-value.ts';
import type { Ledger } from './ledger.ts';

const LONGEST_BODY_BYTES = 10 * 1024 * 1024;
const LONGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;
const TEXT_TYPES = /^(text\/|application\/(json|xml|javascript)\b|application\/[\w.-]+\+(json|xml)\b)/i;
// A form is binary to API Gateway: the function gets it in base64.
const JSON_HEADERS = { 'content-type': 'application/json' };

export interface HttpRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

/** An API Gateway HTTP API with payload format 2.0 on its $default stage. */
export class HttpApi {
  private readonly routes: readonly Route[];
  private readonly functions: Functions;
  private readonly clock: RunClock;
  private readonly ledger: Ledger;
  private readonly host: string;

  constructor(parts: {
    routes: readonly Route[];
    functions: Functions;
    clock: RunClock;
    ledger: Ledger;
    host: string;
  }) {
    this.routes = parts.routes;
    this.functions = parts.functions;
    this.clock = parts.clock;
    this.ledger = parts.ledger;
    this.host = parts.host;
  }

  async serve(request: HttpRequest): Promise<HttpResponse> {
    const [rawPath = '/', ...query] = request.url.split('?');
    const match = matchRoute(this.routes, request.method, rawPath);
    if (match === undefined) return message(404, 'Not Found');
    if (request.body.length > LONGEST_BODY_BYTES) return message(413, 'Request Entity Too Large');
    if (!match.route.allowed) {
      this.ledger.deny('http-api', 'lambda', 'InvokeFunction');
      return message(500, 'Internal Server Error');
    }
    const payload = JSON.stringify(this.event(request, rawPath, query.join('?'), match));
    if (Buffer.byteLength(payload) > LONGEST_PAYLOAD_BYTES) return message(413, 'Request Entity Too Large');
    this.ledger.record('http-api', 'lambda', 'InvokeFunction', 1);
    const outcome = await this.functions.invoke(match.route.lambda, payload);
    return outcome.ok ? responseOf(JSON.parse(outcome.payload)) : message(500, 'Internal Server Error');
  }

  private event(
    request: HttpRequest,
    rawPath: string,
    rawQueryString: string,
    match: RouteMatch,
  ): JsonRecord {
    const headers = joined(request.headers);
    const { cookie, ...others } = headers;
    const isText = TEXT_TYPES.test(headers['content-type'] ?? '');
    const now = this.clock.now();
    const bodied = request.body.length > 0;
    return {
      version: '2.0',
      routeKey: match.route.key,
      rawPath,
      rawQueryString,
      ...(cookie !== undefined && { cookies: cookie.split('; ') }),
      headers: { ...others, 'x-forwarded-proto': 'http' },
      ...(rawQueryString !== '' && { queryStringParameters: queryOf(rawQueryString) }),
      ...(match.pathParameters !== undefined && { pathParameters: match.pathParameters }),
      requestContext: {
        accountId: '000000000000',
        apiId: match.route.apiId,
        domainName: this.host,
        domainPrefix: match.route.apiId,
        http: {
          method: request.method,
          path: rawPath,
          protocol: 'HTTP/1.1',
          sourceIp: request.sourceIp,
          userAgent: headers['user-agent'] ?? '',
        },
        requestId: randomUUID(),
        routeKey: match.route.key,
        stage: '$default',
        time: new Date(now).toUTCString(),
        timeEpoch: Math.floor(now),
      },
      ...(bodied && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
      isBase64Encoded: bodied && !isText,
    };
  }
}

function joined(headers: HttpRequest['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  return flat;
}

function queryOf(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString))
    query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}

function responseOf(result: unknown): HttpResponse {
  if (!isRecord(result) || numberAt(result, 'statusCode') === undefined) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: JSON_HEADERS, body: body ?? '' };
  }
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(recordAt(result, 'headers')))
    headers[name.toLowerCase()] = String(value);
  headers['content-type'] ??= 'text/plain;charset=UTF-8';
  const cookies = listAt(result, 'cookies').map(String);
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const body = textAt(result, 'body') ?? '';
  const encoded = result['isBase64Encoded'] === true;
  return {
    status: numberAt(result, 'statusCode') ?? 200,
    headers,
    body: encoded ? Buffer.from(body, 'base64') : body,
  };
}

function message(status: number, text: string): HttpResponse {
  return { status, headers: JSON_HEADERS, body: JSON.stringify({ message: text }) };
}
