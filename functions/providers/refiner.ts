import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answerTo, isRecord, optionalRecord, optionalText, unlessEmpty } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { id, moment } from '../reading/given-text.ts';
import { readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { GivenAnswer, Message, Provider } from './provider.ts';

/** Refiner's body: a user and what they answered (refiner.io/docs/kb/integrations/webhooks, captures of 2022). */
const envelope = z.object({ triggered_event: optionalText, response: z.unknown().optional() });

const interaction = z.object({
  uuid: optionalText,
  remote_id: optionalText,
  email: optionalText,
  display_name: optionalText,
  attributes: optionalRecord,
  account: optionalRecord,
  form: optionalRecord,
  response: z.object({
    uuid: id,
    last_shown_at: unlessEmpty(moment),
    last_data_reception_at: unlessEmpty(moment),
    completed_at: unlessEmpty(moment),
    dismissed_at: unlessEmpty(moment),
    data: optionalRecord,
  }),
});
type Interaction = z.output<typeof interaction>;

const completedSurvey = 'Completed Survey';

/** Refiner. Its makers describe no signature. Webhooks on other events, such as segments, bear no response. */
export const refiner: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [],
  events: {
    [completedSurvey]: 'response',
    'response.data': 'response',
    'response.dismissed_at': 'dismissed',
    'response.last_shown_at': 'no-answer-yet',
  },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const { triggered_event, response } = readJson(body, envelope);
  const id = digestOf(body);
  if (!response && triggered_event !== completedSurvey)
    return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const given = readJson(body, interaction);
  const answers = answersIn(given.response);
  if (answers.length > 0) return [{ kind: 'response', id, response: responseIn(given, answers) }];
  const { dismissed_at } = given.response;
  return [{ kind: 'nothing', id, reason: dismissed_at === undefined ? 'no-answer-yet' : 'dismissed' }];
}

function responseIn(given: Interaction, answers: readonly GivenAnswer[]) {
  const { uuid, last_data_reception_at, completed_at, dismissed_at, last_shown_at } = given.response;
  const complete = completed_at !== undefined;
  return {
    responseId: uuid,
    version: {
      at: last_data_reception_at ?? completed_at ?? dismissed_at ?? last_shown_at,
      rank: complete ? 2 : 1,
    },
    surveyId: surveyIn(given),
    submittedAt: completed_at ?? last_data_reception_at,
    customer: { id: given.remote_id ?? given.uuid, email: given.email, name: given.display_name },
    answers,
    hidden: hiddenIn(given),
    complete,
  };
}

function answersIn({ data = {} }: Interaction['response']): readonly GivenAnswer[] {
  return Object.entries(data).flatMap(([key, value]) => answerTo([key], `response.data.${key}`, value));
}

function surveyIn({ form }: Interaction): string | undefined {
  const uuid = form?.['uuid'];
  return typeof uuid === 'string' ? uuid : undefined;
}

/** What is known of the user by its name, of the user's account as `account.name`. */
function hiddenIn({ attributes = {}, account = {} }: Interaction): readonly (readonly [string, unknown])[] {
  const { attributes: given, ...rest } = account;
  const ofAccount = { ...rest, ...(isRecord(given) && given) };
  return [
    ...Object.entries(attributes),
    ...Object.entries(ofAccount).map(([name, value]) => [`account.${name}`, value] as const),
  ];
}
