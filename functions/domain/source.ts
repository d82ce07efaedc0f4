import * as z from 'zod';
import { houseAddress, houseKey } from './configuration-words.ts';
import { metrics } from './feedback.ts';
import { isTimeZone } from './local-time.ts';
import { questionMistake } from './rating.ts';

/** One configured survey or form of one survey tool, and what its questions mean. */

export const providerNames = [
  'asknicely',
  'chameleon',
  'delighted',
  'fillout',
  'formbricks',
  'formsort',
  'google-forms',
  'helpscout',
  'hubspot',
  'intercom',
  'jotform',
  'limesurvey',
  'microsoft-forms',
  'qualtrics',
  'refiner',
  'satismeter',
  'screeb',
  'standard',
  'surveycake',
  'surveymonkey',
  'surveysparrow',
  'survicate',
  'tally',
  'typeform',
  'wootric',
  'zendesk',
] as const;
export type ProviderName = (typeof providerNames)[number];

export const question = z
  .strictObject({
    metric: z.enum(metrics),
    /** The least and the greatest number that a customer could choose. */
    scale: z.strictObject({ min: z.number(), max: z.number() }),
    direction: z.enum(['higher-is-better', 'lower-is-better']).default('higher-is-better'),
    /** Where satisfaction starts and dissatisfaction ends, on the scale; the usual limits when left out. */
    bands: z.strictObject({ satisfied: z.number(), dissatisfied: z.number() }).optional(),
  })
  .superRefine((value, context) => {
    const mistake = questionMistake(value);
    if (mistake) context.addIssue(mistake);
  });

/** The tool's own id of a question, to the letter. */
const questionId = z.string().min(1, 'give the question’s id');

const ratingRole = z
  .strictObject({
    id: questionId,
    as: z.literal('rating'),
    question,
    /** What each choice is worth, by its id or its text, where customers choose words or faces and not numbers. */
    choices: z.record(z.string(), z.number()).optional(),
    /** Whether this score can open a case. */
    opensCases: z.boolean().default(true),
  })
  .superRefine(({ question: { scale }, choices }, context) => {
    for (const [choice, score] of Object.entries(choices ?? {}))
      if (score < scale.min || score > scale.max)
        context.addIssue(`choice "${choice}": ${score} is not on the scale ${scale.min}–${scale.max}`);
  });

/** What the answer to a question means. */
export const answerRole = z.discriminatedUnion('as', [
  ratingRole,
  z.strictObject({
    id: questionId,
    as: z.enum(['comment', 'email', 'name', 'customer-id', 'contact-requested', 'contact-time', 'language']),
  }),
  z.strictObject({ id: questionId, as: z.literal('attribute'), name: houseKey }),
]);

export const hiddenRole = z.enum(['email', 'name', 'customer-id', 'language', 'attribute']);

const api = z.strictObject({
  /** Where the account lives, for tools that have several places or that people host themselves. */
  host: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'give a host name such as fra1.qualtrics.com, without https://')
    .optional(),
  /** The form's or survey's id in the tool, where it is needed to ask for its responses. */
  form: z.string().min(1).optional(),
});

export const sourceMapping = z.strictObject({
  survey: z.string().optional(),
  channel: z.string().optional(),
  /** The time zone of times that the tool gives without one; UTC when left out. */
  timeZone: z.string().refine(isTimeZone, 'give a time zone such as Europe/Paris').optional(),
  /** The question behind the one score of tools that send a score and not a list of answers. */
  question: question.optional(),
  /** The form's questions by the tool's id. The first rating is the main one. */
  questions: z
    .array(answerRole)
    .default([])
    .superRefine((roles, context) => {
      for (const mistake of repeatedIn(roles)) context.addIssue(mistake);
    }),
  /** Hidden fields of the form that carry what the company already knows. */
  hidden: z.record(z.string(), hiddenRole).default({}),
});

export const source = sourceMapping.extend({
  provider: z.enum(providerNames),
  /** What people call this survey. */
  name: z.strictObject({ en: z.string().min(1), fr: z.string().min(1) }),
  owner: houseAddress.optional(),
  /** May the respondent be mailed? `unless-refused`, or only when the named attribute has the value. */
  consent: z
    .union([z.literal('unless-refused'), z.strictObject({ attribute: houseKey, value: z.string() })])
    .default('unless-refused'),
  /** The tool's API: to fetch what a webhook only announces, and to look for what no webhook brought. */
  api: api.optional(),
  /** Believe only what the tool's API repeats, where webhooks are not signed. */
  confirm: z.boolean().default(false),
  /** Keep each body with its delivery's record, so that it can be read again under a mended mapping. */
  keepBodies: z.boolean().default(true),
});

export type SourceConfiguration = z.output<typeof source>;
export type SourceMapping = z.output<typeof sourceMapping>;
export type AnswerRole = z.output<typeof answerRole>;
export type HiddenRole = z.output<typeof hiddenRole>;

function repeatedIn(roles: readonly AnswerRole[]): readonly string[] {
  return roles.flatMap((role, index) =>
    roles.slice(0, index).some((earlier) => earlier.id === role.id)
      ? [`question "${role.id}" is mapped twice`]
      : [],
  );
}
