import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Activity } from './activity.ts';
import { AwsFront } from './aws-front.ts';
import type { FrontDoor } from './front-door.ts';
import type { HttpApi, HttpResponse } from './http-api.ts';

const LONGEST_REQUEST_BYTES = 16 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';

export interface ControlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Fronts {
  readonly aws: AwsFront;
  readonly api: HttpApi;
  readonly door: FrontDoor;
  readonly control: (method: string, url: URL, body: Buffer) => Promise<ControlAnswer>;
  readonly activity: Activity;
}

/** One port for everything: signed requests are AWS calls, `/_local` is ours, the rest is the app's own HTTP API. */
export class Gateway {
  private readonly server: Server;
  private fronts: Fronts | undefined;

  constructor() {
    this.server = createServer({ keepAliveTimeout: 60_000 }, (request, response) =>
      this.receive(request, response),
    );
  }

  /** Binds to loopback and returns the base address. Requests wait for `open`. */
  listen(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, LOOPBACK, () => {
        const address = this.server.address();
        const bound = typeof address === 'object' && address !== null ? address.port : port;
        resolve(`http://${LOOPBACK}:${bound}`);
      });
    });
  }

  open(fronts: Fronts): void {
    this.fronts = fronts;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    // The SDK corrects its clock by this header, and a skipped clock is not an error to correct.
    response.sendDate = false;
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LONGEST_REQUEST_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      const [only] = chunks;
      const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
      this.route(request, body, size)
        .catch((error: unknown) => {
          console.error(error);
          return {
            status: 500,
            headers: { 'content-type': 'application/json' },
            body: '{"message":"Internal Server Error"}',
          };
        })
        .then((answer) => send(request, response, answer));
    });
    request.on('error', () => response.destroy());
  }

  private async route(request: IncomingMessage, body: Buffer, size: number): Promise<HttpResponse> {
    const { fronts } = this;
    const { method = 'GET', url = '/', headers } = request;
    if (fronts === undefined) return { status: 503, headers: { 'retry-after': '1' }, body: 'starting' };
    if (size > LONGEST_REQUEST_BYTES)
      return {
        status: 413,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"Request Entity Too Large"}',
      };
    const signed = { method, path: url, headers, body };
    const credential = AwsFront.credential(signed);
    if (credential !== undefined) return fronts.aws.serve(signed, credential);
    const control = url === '/' || url.startsWith('/_local');
    if (control && !isOurOwn(headers))
      return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'for this machine only' };
    if (control) return fronts.control(method, new URL(url, 'http://local'), body);
    const sourceIp = request.socket.remoteAddress ?? LOOPBACK;
    return fronts.activity.during(() =>
      fronts.door.serve(() => fronts.api.serve({ method, url, headers, body, sourceIp })),
    );
  }
}

/** Another page in the same browser must neither steer the run nor read its secrets, by whatever name it resolves. */
function isOurOwn({ host = '', origin }: IncomingMessage['headers']): boolean {
  const named = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  return named && (origin === undefined || origin === `http://${host}`);
}

function send(request: IncomingMessage, response: ServerResponse, answer: HttpResponse): void {
  const headers: Record<string, string | string[] | number> = {};
  for (const [name, value] of Object.entries(answer.headers)) if (!DROPPED.has(name)) headers[name] = value;
  headers['content-length'] = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, headers);
  if (request.method === 'HEAD') response.end();
  else response.end(answer.body);
}

const DROPPED = new Set(['content-length', 'connection', 'keep-alive', 'transfer-encoding', 'date']);
