import * as z from 'zod';
import { metrics } from '../domain/feedback.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * Body of a `standard` source. Only `data.id` and one of `data.score`, `data.comment` are required; a `type` that is
 * missing means `response.completed`. Null means missing. Unknown fields are ignored. A score is a number: "9" is
 * refused, since tools that send numbers as text tend to send labels as text, too.
 */
export const envelope = z.object({
  type: z.string().default('response.completed'),
  timestamp: moment.nullish(),
});

export const deletionBody = z.object({ data: z.object({ id }) });

const text = z.string().nullish();

const data = z
  .object({
    id,
    survey: text,
    metric: z.enum(metrics).nullish(),
    score: z.number().nullish(),
    scale: z.object({ min: z.number(), max: z.number() }).nullish(),
    comment: text,
    language: text,
    submittedAt: moment.nullish(),
    contactRequested: z.boolean().nullish(),
    contactTime: text,
    channel: text,
    customer: z.object({ id: id.nullish(), email: text, name: text, locale: text }).nullish(),
    attributes: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine(({ score, comment }) => typeof score === 'number' || !!comment?.trim(), {
    error: 'expected a score or a comment',
  });

export const responseBody = z.object({ data });
export type ResponseData = z.output<typeof data>;
