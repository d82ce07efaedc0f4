import * as z from 'zod';
import { isRecord, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { id, moment } from '../reading/given-text.ts';

/**
 * SurveySparrow's bodies, as far as they are needed: the event of the outgoing webhook (sdk.surveysparrow.dev, with
 * its edition of 2022 in camel case) and the submission as its API gives it, which webhooks of a single survey send.
 */
const answer = z.object({
  /** Where it stands among the answers. */
  key: z.string(),
  question_id: optionalText,
  question_type: optionalText,
  answer: z.unknown().optional(),
  skipped: z.unknown().optional(),
  rating_scale: z.unknown().optional(),
  step: z.unknown().optional(),
  start: z.unknown().optional(),
  other: z.unknown().optional(),
  otherTxt: optionalText,
  other_choice_text: optionalText,
  detailed_answer: z.unknown().optional(),
});
export type SparrowAnswer = z.output<typeof answer>;

/** A list, or a map by the question's id. */
function listed(given: unknown): unknown {
  if (Array.isArray(given))
    return given.map((one: unknown, index) => (isRecord(one) ? { ...one, key: String(index) } : one));
  if (!isRecord(given)) return given ?? [];
  return Object.entries(given).map(([key, one]) =>
    isRecord(one) ? { ...one, key, question_id: one['question_id'] ?? key } : one,
  );
}

const fields = z.object({
  id,
  state: optionalText,
  survey_id: optionalText,
  updated_at: unlessEmpty(moment),
  completed_time: unlessEmpty(moment),
  completedTime: unlessEmpty(moment),
  created_at: unlessEmpty(moment),
  language: optionalText,
  contact: optionalRecord,
  channel: optionalRecord,
  channel_type: optionalText,
  answers: z.preprocess(listed, z.array(answer)).optional(),
  variables: z.unknown().optional(),
  customParamMap: z.unknown().optional(),
});
export type Submission = z.output<typeof fields>;

/** The edition of 2022 has the answers one level deeper. */
export const submission = z.preprocess((given) => {
  if (!isRecord(given) || !isRecord(given['transformedSubmission'])) return given;
  return { customParamMap: given['customParamMap'], ...given['transformedSubmission'] };
}, fields);

export const envelope = z.object({
  eventType: optionalText,
  data: z.unknown().optional(),
  submission: z.unknown().optional(),
});
