import { randomUUID } from 'node:crypto';
import { type Answer, type AwsCall, type Caller, ServiceError } from './engine.ts';
import { type JsonRecord, parseRecord } from './json-value.ts';

const CREDENTIAL = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;
const QUERY_SERVICES = new Set(['sns', 'cloudformation', 'monitoring', 'sts', 'iam']);

export interface Credential {
  readonly accessKeyId: string;
  readonly service: string;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** The caller and service of a signed request; undefined when the request is not one to AWS. */
export function credentialOf(authorization: string | undefined): Credential | undefined {
  const found = CREDENTIAL.exec(authorization ?? '');
  const [, accessKeyId, , service] = found ?? [];
  return accessKeyId === undefined || service === undefined ? undefined : { accessKeyId, service };
}

/** Reads the action and parameters in the service's protocol. Throws a ServiceError on what is none. */
export function readAwsCall(request: RawRequest, service: string, caller: Caller): AwsCall {
  const { method, path, headers, body } = request;
  const form = isForm(headers['content-type']);
  const target = headers['x-amz-target'];
  const common = { caller, service, method, path, headers, body };
  if (typeof target === 'string') {
    return { ...common, action: target.slice(target.indexOf('.') + 1), params: jsonOf(body) };
  }
  if (QUERY_SERVICES.has(service) && form) {
    const params: JsonRecord = Object.fromEntries(new URLSearchParams(body.toString()));
    return { ...common, action: String(params['Action'] ?? ''), params };
  }
  const params = service === 's3' ? {} : jsonOf(body);
  return { ...common, action: restAction(service, method, path), params };
}

function isForm(contentType: string | string[] | undefined): boolean {
  return typeof contentType === 'string' && contentType.startsWith('application/x-www-form-urlencoded');
}

function jsonOf(body: Buffer): JsonRecord {
  try {
    return parseRecord(body.toString());
  } catch {
    throw new ServiceError('SerializationException', 'the body is not a JSON object');
  }
}

function restAction(service: string, method: string, path: string): string {
  const [pathname = ''] = path.split('?');
  switch (service) {
    case 'ses':
      if (method === 'POST' && pathname === '/v2/email/outbound-emails') return 'SendEmail';
      if (method === 'GET' && pathname === '/v2/email/account') return 'GetAccount';
      break;
    case 'lambda':
      if (method === 'POST' && pathname.endsWith('/invocations')) return 'Invoke';
      break;
    case 's3':
      return s3Action(method, pathname);
    default:
      break;
  }
  throw new ServiceError(
    'UnknownOperationException',
    `the local run has no ${service} ${method} ${pathname}`,
    404,
  );
}

function s3Action(method: string, pathname: string): string {
  const hasKey = pathname.split('/').filter((part) => part !== '').length > 1;
  switch (method) {
    case 'GET':
    case 'HEAD':
      return hasKey ? 'GetObject' : 'ListBucket';
    case 'PUT':
    case 'POST':
      return 'PutObject';
    case 'DELETE':
      return 'DeleteObject';
    default:
      throw new ServiceError('MethodNotAllowed', 'The specified method is not allowed', 405);
  }
}

/** A refusal in the shape that the caller's SDK reads for this service. */
export function errorAnswer(service: string, error: ServiceError): Answer {
  const requestId = randomUUID();
  if (QUERY_SERVICES.has(service) || service === 's3') {
    const inner = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
    const body =
      service === 's3'
        ? `<Error>${inner}</Error>`
        : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
  }
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': error.code };
  const body = { __type: error.code, message: error.message, Message: error.message, ...error.fields };
  return { status: error.status, headers, body: JSON.stringify(body) };
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
