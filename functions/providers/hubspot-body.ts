import * as z from 'zod';
import { id, moment } from '../reading/given-text.ts';

/**
 * HubSpot's bodies, as far as they are needed (developers.hubspot.com: generic webhook subscriptions, webhooks in
 * workflows, feedback submissions; captured workflow calls of 2023).
 */
const someId = id.nullish().catch(undefined);
/** Milliseconds since 1970, as a number or its spelling. */
const milliseconds = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** An app is told of up to a hundred events at once; a workflow posts one object, and the API answers with one. */
export const posted = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())], {
  error: 'expected a list of events, or an object',
});

export const event = z.object({
  subscriptionType: z.string(),
  eventId: someId,
  subscriptionId: someId,
  objectId: someId,
  objectTypeId: someId,
  propertyName: someId,
  occurredAt: milliseconds.nullish().catch(undefined),
});
export type HubspotEvent = z.output<typeof event>;

/** The API gives a property as text or null, a workflow as an object that holds it among its history. */
const property = z
  .union([
    z.string(),
    z.union([z.number(), z.boolean()]).transform(String),
    z
      .object({ value: z.union([z.string(), z.number(), z.boolean()]).transform(String) })
      .transform(({ value }) => value),
  ])
  .nullish()
  .catch(undefined);

/** Of a time that is none the tool has told nothing. */
export const time = z.union([moment, milliseconds]).nullish().catch(undefined);

export const submission = z.object({
  objectId: someId,
  id: someId,
  objectType: someId,
  objectTypeId: someId,
  isDeleted: z.boolean().nullish().catch(undefined),
  archived: z.boolean().nullish().catch(undefined),
  createdAt: time,
  updatedAt: time,
  properties: z.record(z.string(), property).nullish(),
});
export type Submission = z.output<typeof submission>;
