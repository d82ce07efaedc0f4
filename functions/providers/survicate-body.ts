import * as z from 'zod';
import { isRecord, optionalGroup, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { moment } from '../reading/given-text.ts';

/**
 * Survicate's webhook body, as far as it is needed (developers.survicate.com/webhooks, "Events" and "Answer types").
 * Older ones have neither `responseUuid` nor `respondent.uuid`. `attributes` is `[]` when there are none.
 */
export const envelope = z.object({ messageId: optionalText, event: z.record(z.string(), z.unknown()) });

export const telling = z.object({
  responseUuid: optionalText,
  survey: optionalGroup(z.object({ id: optionalText, name: optionalText })),
  url: optionalText,
  timestamp: unlessEmpty(moment),
  respondent: optionalGroup(
    z.object({ id: optionalText, uuid: optionalText, platform: optionalText, attributes: optionalRecord }),
  ),
});
export type Telling = z.output<typeof telling>;

const choice = z.object({ id: optionalText, body: optionalText, comment: optionalText });
const rows = z.array(z.object({ body: optionalText, value: optionalText })).nullish();

/** One answered question. Where a list holds the answers, question and answer may lie in one object or in two. */
export const item = z.preprocess(
  unfold,
  z.object({
    question: z.object({ id: optionalText, type: optionalText }),
    type: optionalText,
    // An empty list stands for no record, as it does for a person's attributes.
    choice: z.preprocess((given) => (isEmptyList(given) ? undefined : given), choice.nullish()),
    choices: z.array(choice).nullish(),
    text: z.unknown().optional(),
    date: z.unknown().optional(),
    fields: optionalRecord,
    matrix: rows,
    ranking: rows,
  }),
);
export type Item = z.output<typeof item>;
export type Choice = z.output<typeof choice>;

function isEmptyList(given: unknown): boolean {
  return Array.isArray(given) && given.length === 0;
}

function unfold(given: unknown): unknown {
  if (!isRecord(given)) return given;
  const { answer, question, id } = given;
  return { ...given, ...(isRecord(answer) && answer), question: question ?? { id } };
}
