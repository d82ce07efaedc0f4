import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';

/** The run's control API from outside, as demos, benchmarks and tests use it; shapes are those of the design. */

const source = z.object({
  source: z.string(),
  provider: z.string(),
  url: z.string(),
  signature: z.object({ scheme: z.string(), secret: z.string() }),
});
const mail = z.object({
  id: z.string(),
  at: z.string(),
  purpose: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
  links: z.array(z.string()),
});
const notification = z.object({
  at: z.string(),
  topic: z.string(),
  attributes: z.record(z.string(), z.string()),
  message: z.string(),
});
const execution = z.object({
  machine: z.string(),
  name: z.string(),
  status: z.string(),
  state: z.string().nullish(),
  transitions: z.number(),
});
const call = z.object({
  function: z.string(),
  service: z.string(),
  action: z.string(),
  count: z.number(),
  denied: z.number(),
  units: z.number(),
});

const apiCall = z.object({
  at: z.string(),
  method: z.string(),
  host: z.string(),
  path: z.string(),
  status: z.number(),
});

const clockReading = z.object({ now: z.string() });

/** How a survey tool's API is to answer; a body that is no text is sent as JSON. */
export interface ApiAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type RunSource = z.output<typeof source>;
export type RunMail = z.output<typeof mail>;
export type RunExecution = z.output<typeof execution>;
export type RunCall = z.output<typeof call>;

/** The Standard Webhooks headers of a body, as a survey tool that signs with `secret` would send them. */
export function signatureHeaders(
  secret: string,
  body: string | Uint8Array,
  at: number,
  id = `msg_${randomUUID()}`,
) {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

export class ControlClient {
  readonly url: string;
  private known: readonly RunSource[] | undefined;

  constructor(url: string) {
    this.url = url;
  }

  async sources(): Promise<readonly RunSource[]> {
    this.known ??= z.array(source).parse(await this.read('/_local/sources'));
    return this.known;
  }

  async mail(): Promise<readonly RunMail[]> {
    return z.array(mail).parse(await this.read('/_local/mail'));
  }

  async notifications() {
    return z.array(notification).parse(await this.read('/_local/notifications'));
  }

  async executions(): Promise<readonly RunExecution[]> {
    return z.array(execution).parse(await this.read('/_local/executions'));
  }

  async calls(): Promise<readonly RunCall[]> {
    return z.array(call).parse(await this.read('/_local/calls'));
  }

  async table(name: string): Promise<readonly Record<string, unknown>[]> {
    return z.array(z.record(z.string(), z.unknown())).parse(await this.read(`/_local/tables/${name}`));
  }

  /** The run's time, epoch milliseconds. */
  async now(): Promise<number> {
    return Date.parse(clockReading.parse(await this.read('/_local/clock')).now);
  }

  /** Skips that long, an ISO 8601 duration; answers with the new time when everything that fell due has run. */
  async advance(duration: string): Promise<string> {
    return clockReading.parse(await this.write('/_local/clock', { advance: duration })).now;
  }

  /** Answers when queues are empty and nothing runs. */
  async idle(timeoutMs = 120_000): Promise<void> {
    await this.write('/_local/idle', { timeoutMs });
  }

  /** Posts a signed body to a source of the `standard` provider. */
  async post(sourceName: string, body: object | string, id?: string): Promise<Response> {
    const found = (await this.sources()).find((one) => one.source === sourceName);
    if (!found) throw new Error(`the run has no source ${sourceName}`);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(found.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signatureHeaders(found.signature.secret, text, await this.now(), id),
      },
      body: text,
    });
  }

  async read(path: string): Promise<unknown> {
    return answerOf(await fetch(`${this.url}${path}`));
  }

  /** Has a survey tool's API answer so from now on; of several answers each is given once, the last one ever after. */
  async answerApi(host: string, path: string, ...answers: readonly ApiAnswer[]): Promise<void> {
    await this.write(`/_local/apis/${host}${path}`, answers, 'PUT');
  }

  /** What survey tools' APIs were asked, oldest first. */
  async apiCalls() {
    return z.array(apiCall).parse(await this.read('/_local/apis'));
  }

  async write(path: string, body: object, method = 'POST'): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    return answerOf(await fetch(`${this.url}${path}`, { method, headers, body: JSON.stringify(body) }));
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${await response.text()}`);
}
