import * as z from 'zod';
import { parseDuration } from './duration.ts';

/** Names that a configuration gives to its own things. */
export const houseKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and dashes');

/** An address in lower case, as two spellings of one are one person. */
export const houseAddress = z.email().transform((address) => address.toLowerCase());

/** A length of time such as `PT24H` or `P3D`, in milliseconds. */
export const houseDuration = z.string().transform((text, context) => {
  try {
    return parseDuration(text);
  } catch {
    context.addIssue(`"${text}" is not an ISO 8601 duration such as PT24H or P3D`);
    return z.NEVER;
  }
});
