import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Answer } from '../engine.ts';

interface Exchange {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Hands a request to a server's own listener without a socket: the server never listens. */
export function requestInProcess(server: Server, { method, headers, body }: Exchange): Promise<Answer> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), { method, url: '/', headers });
    const answered: Record<string, string> = {};
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: string | number) => {
        answered[name.toLowerCase()] = String(value);
      },
      end: (text: string) => resolve({ status: response.statusCode, headers: answered, body: text }),
    };
    server.emit('request', request, response);
    request.emit('data', body);
    request.emit('end');
  });
}
