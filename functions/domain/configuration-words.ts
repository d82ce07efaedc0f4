import * as z from 'zod';

/** Names that a configuration gives to its own things. */
export const houseKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and dashes');

/** An address in lower case, as two spellings of one are one person. */
export const houseAddress = z.email().transform((address) => address.toLowerCase());
