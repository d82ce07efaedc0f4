import * as z from 'zod';
import {
  isRecord,
  optionalGroup,
  optionalList,
  optionalRecord,
  optionalText,
  unlessEmpty,
} from '../reading/answered.ts';
import { id, moment, unixSeconds } from '../reading/given-text.ts';

/**
 * Intercom's notification, as far as it is needed (developers.intercom.com: webhook topics; captures of 2019 to 2024).
 * Times are Unix seconds, in newer deliveries also texts. Old API versions name the customer `user`.
 */
const time = unlessEmpty(z.union([unixSeconds, moment], { error: 'expected a time' }));

export const notification = z.object({
  topic: z.string(),
  id: unlessEmpty(id),
  created_at: time,
  data: z.object({ item: z.unknown().optional() }).nullish(),
});
export type Notification = z.output<typeof notification>;

const person = z.object({
  type: optionalText,
  id: optionalText,
  external_id: optionalText,
  user_id: optionalText,
  email: optionalText,
  name: optionalText,
  custom_attributes: optionalRecord,
});
export type Person = z.output<typeof person>;

/** A list, or an object with one. */
const people = z.preprocess((given) => (isRecord(given) ? given['contacts'] : given), optionalList(person));

export const conversation = z.object({
  id,
  updated_at: time,
  conversation_rating: z
    .object({
      rating: z.unknown().optional(),
      remark: optionalText,
      updated_at: time,
      contact: optionalGroup(person),
    })
    .nullish(),
  user: optionalGroup(person),
  contacts: people.optional(),
  source: optionalGroup(z.object({ author: optionalGroup(person) })),
  custom_attributes: optionalRecord,
  tags: optionalGroup(z.object({ tags: optionalList(z.object({ name: optionalText })) })),
});
export type Conversation = z.output<typeof conversation>;

export const deletedConversation = z
  .object({ id: unlessEmpty(id), conversation_id: unlessEmpty(id) })
  .transform((item, context) => {
    const given = item.conversation_id ?? item.id;
    if (given !== undefined) return given;
    context.addIssue({ code: 'custom', path: ['id'], message: 'expected an id' });
    return z.NEVER;
  });

/** A user of old, or what says that a contact unsubscribed. */
export const unsubscribed = z.object({
  email: optionalText,
  contact: optionalGroup(z.object({ email: optionalText })),
});
