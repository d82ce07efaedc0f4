import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { errorName, flushCounts, log } from './log.ts';

export interface HttpRequest {
  readonly method: string;
  /** The whole address as it was called, with its query: some signatures cover it. */
  readonly url: string;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they were sent. */
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Makes a Lambda handler of a function from request to response.
 * Whatever it throws is logged by name and answered with a bare 503, so that a survey tool tries again.
 */
export function httpHandler(answer: (request: HttpRequest) => Promise<HttpResponse>) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .after(flushCounts)
    .onError((request) => {
      log.error('request failed', { error: errorName(request.error) });
      flushCounts();
      request.response = { statusCode: 503, headers: { 'retry-after': '30' }, body: '' };
    })
    .handler(async (event) => {
      const { status, headers, body } = await answer(requestOf(event));
      return { statusCode: status, headers: { ...headers }, body: body ?? '' };
    });
}

/** API Gateway sets the forwarded scheme itself, whatever a caller sends. */
function urlOf({ headers, requestContext, rawPath, rawQueryString }: APIGatewayProxyEventV2): string {
  const scheme = headers['x-forwarded-proto'] ?? 'https';
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  return `${scheme}://${requestContext.domainName}${rawPath}${query}`;
}

function requestOf(event: APIGatewayProxyEventV2): HttpRequest {
  return {
    method: event.requestContext.http.method,
    url: urlOf(event),
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}
