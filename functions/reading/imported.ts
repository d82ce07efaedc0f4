import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { metrics } from '../domain/feedback.ts';
import { instantOf } from '../domain/local-time.ts';
import {
  type AskedQuestion,
  type GivenMoment,
  type Message,
  type Provider,
  UnreadableBodyError,
} from '../providers/provider.ts';
import { answerTo } from './answered.ts';
import { digestOf } from './body-digest.ts';
import { id } from './given-text.ts';
import { checked, readJson } from './json-body.ts';

/**
 * A response from a file of old ones. Exports look different for every tool and every year, so the import command
 * writes a table's rows in this one shape, whatever tool they came from: answers by the question's id in the
 * configuration, with null for a question that was asked and not answered.
 */
const text = z.string().nullish();
const moment = z.string().transform((given, context) => {
  const read = momentOf(given);
  if (read !== undefined) return read;
  context.addIssue(
    'expected a date such as 2024-03-01, or a time such as 2024-03-01 10:00 or 2024-03-01T10:00:00Z',
  );
  return z.NEVER;
});

const imported = z.object({
  id,
  submittedAt: moment.nullish(),
  updatedAt: moment.nullish(),
  survey: text,
  channel: text,
  language: text,
  contactRequested: z.boolean().nullish(),
  contactTime: text,
  customer: z.object({ id: id.nullish(), email: text, name: text, locale: text }).nullish(),
  answers: z.record(
    z.string(),
    z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())], { error: 'expected an answer' })
      .nullish(),
  ),
  /** What is known of a question beyond the configuration, by its id. */
  asked: z
    .record(
      z.string(),
      z.object({
        metric: z.enum(metrics).nullish(),
        scale: z.object({ min: z.number(), max: z.number() }).nullish(),
      }),
    )
    .nullish(),
  hidden: z.record(z.string(), z.unknown()).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
});
type Imported = z.output<typeof imported>;
export type ImportedResponse = z.input<typeof imported>;

const importedBody = z.object({ imported });
const marked = z.object({ imported: z.looseObject({}) });

/**
 * Reads an imported delivery: our own shape, the body of a webhook, or a document as the tool's API gives it.
 * @throws UnreadableBodyError
 */
export function importedMessages(delivery: Delivery, provider: Provider): readonly Message[] {
  const body = jsonIn(delivery);
  return marked.safeParse(body).success
    ? [messageOf(checked(body, importedBody).imported, delivery)]
    : messagesOfTool(delivery, provider);
}

/** A time with its zone, a clock's time, or a day, which starts at midnight. Undefined for anything else. */
export function momentOf(given: string): GivenMoment | undefined {
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?)?$/i.exec(
      given.trim(),
    );
  if (parts === null) return undefined;
  const [, day, clock = '00:00', zone] = parts;
  const local = `${day} ${clock.replace(',', '.')}`;
  const atZero = instantOf(local, 'UTC');
  if (atZero === undefined) return undefined;
  return zone === undefined ? { local } : atZero - offsetOf(zone);
}

/** Of a zone such as `Z`, `+02`, `+0200` or `+02:00`, in milliseconds. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -size : size;
}

function messageOf(given: Imported, { body }: Delivery): Message {
  const { submittedAt, updatedAt, survey, channel, language, contactRequested, contactTime, customer } =
    given;
  return {
    kind: 'response',
    id: `imported-${digestOf(body)}`,
    response: {
      responseId: given.id,
      // Whatever the tool itself told of the response is newer than a row without a date, however late that comes.
      version: { at: updatedAt ?? submittedAt ?? 0 },
      ...{ survey, channel, language, submittedAt, contactRequested, contactTime },
      ...(customer && { customer }),
      answers: Object.entries(given.answers).flatMap(([name, value]) =>
        answerTo([name], `imported.answers.${name}`, value, askedOf(name, given)),
      ),
      hidden: Object.entries(given.hidden ?? {}),
      attributes: Object.entries(given.attributes ?? {}),
      asked: Object.keys(given.answers),
    },
  };
}

function askedOf(name: string, { asked }: Imported): { readonly asked?: AskedQuestion } {
  const { metric, scale } = asked?.[name] ?? {};
  return metric || scale ? { asked: { metric: metric ?? undefined, scale: scale ?? undefined } } : {};
}

/** Old webhook bodies and documents of the API lie about in the same kind of files, so both readers are tried. */
function messagesOfTool(delivery: Delivery, { read, api }: Provider): readonly Message[] {
  const posted = attempt(() => read(delivery));
  if (api === undefined || (posted.ok && posted.messages.some(({ kind }) => kind !== 'nothing')))
    return messagesIn(posted);
  const listed = attempt(() => api.read(delivery));
  if (listed.ok && (!posted.ok || listed.messages.some(({ kind }) => kind !== 'nothing')))
    return listed.messages;
  return messagesIn(posted);
}

type Attempt =
  | { readonly ok: true; readonly messages: readonly Message[] }
  | { readonly ok: false; readonly error: UnreadableBodyError };

function attempt(read: () => readonly Message[]): Attempt {
  try {
    return { ok: true, messages: read() };
  } catch (error) {
    if (error instanceof UnreadableBodyError) return { ok: false, error };
    throw error;
  }
}

function messagesIn(attempted: Attempt): readonly Message[] {
  if (attempted.ok) return attempted.messages;
  throw attempted.error;
}

function jsonIn({ body }: Delivery): unknown {
  try {
    return readJson(body, z.unknown());
  } catch {
    return undefined;
  }
}
