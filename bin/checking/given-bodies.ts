import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Delivery, DeliveryWay } from '../../functions/domain/delivery.ts';
import type { Instant } from '../../functions/domain/instant.ts';
import type { Provider } from '../../functions/providers/provider.ts';

/** A body from a file as it would have come, with all headers that are known of it. */
export interface GivenBody {
  readonly file: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const capture = z.object({
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).default({}),
  body: z.unknown(),
  isBase64Encoded: z.boolean().nullish(),
});
const captures = z.union([z.array(capture), capture.transform((one) => [one])]);

/** `name=value` or `name: value`, as often as there are headers. @throws Error for anything else */
export function headersIn(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((one) => {
      const parts = /^([\w-]+)\s*[=:]\s*(.*)$/s.exec(one);
      if (parts === null) throw new Error(`--header ${one}: give name=value`);
      return [String(parts[1]).toLowerCase(), String(parts[2])];
    }),
  );
}

/** The bodies of a file: one, or those of the calls that a tool captured. @throws Error that names the file */
export function bodiesIn(
  file: string,
  headers: Readonly<Record<string, string>>,
  isCapture: boolean,
): readonly GivenBody[] {
  const content = readFileSync(file);
  if (!isCapture) return [{ file, headers, body: content }];
  const calls = capturesIn(content, file);
  return calls.map((call, index) => ({
    file: calls.length === 1 ? file : `${file}, call ${index + 1}`,
    headers: { ...lowerCased(call.headers), ...headers },
    body: bytesOf(call),
  }));
}

function capturesIn(content: Buffer, file: string): z.output<typeof captures> {
  try {
    return captures.parse(JSON.parse(content.toString()));
  } catch {
    throw new Error(`${file}: expected {"headers": {…}, "body": …}, or a list of such calls`);
  }
}

function bytesOf({ body, isBase64Encoded }: z.output<typeof capture>): Buffer {
  if (typeof body !== 'string') return Buffer.from(JSON.stringify(body) ?? '');
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

function lowerCased(
  headers: Readonly<Record<string, string | number | readonly string[]>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );
}

const minute = 60_000;

/** Bodies as deliveries of a source, a minute apart, the last one now; only the headers that the provider reads. */
export function deliveriesOf(
  source: string,
  provider: Provider,
  bodies: readonly GivenBody[],
  { way, now }: { readonly way: DeliveryWay; readonly now: Instant },
): readonly Delivery[] {
  return bodies.map(({ headers, body }, index) => ({
    source,
    receivedAt: now - (bodies.length - 1 - index) * minute,
    way,
    headers: neededHeaders(provider, headers, index),
    body,
  }));
}

/** A body from a file seldom comes with the id of its delivery, so one is made up. */
function neededHeaders(
  provider: Provider,
  given: Readonly<Record<string, string>>,
  index: number,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    provider.headers.flatMap((name) => {
      const value = given[name] ?? (name === 'webhook-id' ? `msg_checked-${index + 1}` : undefined);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Whether a file looks like a captured call and not like a body. */
export function looksCaptured({ body }: GivenBody): boolean {
  try {
    const keys = z
      .object({ headers: z.looseObject({}), body: z.unknown() })
      .safeParse(JSON.parse(body.toString()));
    return keys.success;
  } catch {
    return false;
  }
}
