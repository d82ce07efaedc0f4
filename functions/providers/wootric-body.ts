import * as z from 'zod';
import { optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { readForm } from '../reading/form-body.ts';
import { id, moment } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';

/**
 * Wootric's webhook body, as far as it is needed (docs.wootric.com/webhooks). Forms spell a time as Ruby does,
 * `2016-08-04 13:57:26 -0700` or with `UTC`; JSON as ISO 8601.
 */
const zonedTime = unlessEmpty(z.string().transform(isoOf).pipe(moment));

const response = z.object({
  id,
  score: z.unknown().optional(),
  text: z.unknown().optional(),
  email: optionalText,
  external_id: optionalText,
  end_user_id: optionalText,
  end_user_properties: optionalRecord,
  survey_id: optionalText,
  origin_url: optionalText,
  excluded_from_calculations: optionalText,
  created_at: zonedTime,
  updated_at: zonedTime,
});
export type WootricResponse = z.output<typeof response>;

const telling = z.object({
  event_name: z.string(),
  timestamp: zonedTime,
  survey_mode: optionalText,
  response: response.nullish(),
  decline: z.unknown().optional(),
});
export type Telling = z.output<typeof telling>;

/** @throws UnreadableBodyError */
export function tellingIn(body: Buffer): Telling {
  const isJson = /^\s*\{/.test(body.toString('latin1', 0, 100));
  return isJson ? readJson(body, telling) : checked(unfolded(readForm(body)), telling);
}

type Fields = readonly (readonly [name: string, value: string])[];

/** A form's `response[end_user_properties][plan]` in the shape that the JSON has. */
function unfolded(form: ReadonlyMap<string, string>): unknown {
  // The manual's example has each field on a line of its own.
  const fields = [...form].map(([name, value]) => [name.trim(), value] as const);
  return {
    ...Object.fromEntries(fields),
    response: groupOf(fields, 'response'),
    decline: groupOf(fields, 'decline'),
  };
}

function groupOf(fields: Fields, group: string): object | undefined {
  const inside = within(fields, `${group}[`);
  if (inside.length === 0) return undefined;
  const properties = within(inside, 'end_user_properties][');
  return {
    ...Object.fromEntries(inside.map(([name, value]) => [name.replace(/\]$/, ''), value])),
    end_user_properties: Object.fromEntries(
      properties.map(([name, value]) => [name.replace(/\]$/, ''), value]),
    ),
  };
}

function within(fields: Fields, prefix: string): Fields {
  return fields.flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
  );
}

function isoOf(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) (?:UTC|([+-]\d\d):?(\d\d))$/.exec(
    text.trim(),
  );
  if (parts === null) return text;
  const [, date, time, hours, minutes] = parts;
  return `${date}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`;
}
