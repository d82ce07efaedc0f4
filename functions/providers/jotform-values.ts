import { answered, answerValueOf, isRecord } from '../reading/answered.ts';
import type { GivenValue } from './provider.ts';

/** Parts of an answer that nobody entered, or entered once more: an appointment's length, the plan of a table. */
const noise: ReadonlySet<string> = new Set([
  'implementation',
  'duration',
  'timezone',
  'datetime',
  'hourSelect',
  'minuteSelect',
  'colIds',
  'rowIds',
]);

const namesAndNumbers: ReadonlySet<string> = new Set([
  'prefix',
  'first',
  'middle',
  'last',
  'suffix',
  'country',
  'area',
  'phone',
  'full',
]);

/** A Jotform answer: a text, a list of choices, or an object of a name, an address, a date. Undefined for none. */
export function valueIn(given: unknown): GivenValue | undefined {
  if (!isRecord(given)) return isDrawing(given) ? undefined : answerValueOf(given);
  const entered = Object.entries(given).flatMap(([part, value]) => {
    const text = noise.has(part) ? undefined : answered(value);
    return text === undefined ? [] : [[part, String(text).trim()] as const];
  });
  const parts = entered.map(([part]) => part);
  const texts = entered.map(([, text]) => text);
  if (texts.length === 0) return undefined;
  if (parts.every((part) => part === 'other' || /^\d+$/.test(part))) return texts;
  return dateIn(given) ?? texts.join(parts.every((part) => namesAndNumbers.has(part)) ? ' ' : ', ');
}

/** A signature is a picture in the text of an address. */
function isDrawing(given: unknown): boolean {
  return typeof given === 'string' && /^data:image\//i.test(given);
}

function dateIn({ year, month, day }: Readonly<Record<string, unknown>>): string | undefined {
  const parts = [year, month, day].map(answered);
  return parts.includes(undefined) ? undefined : parts.join('-');
}
