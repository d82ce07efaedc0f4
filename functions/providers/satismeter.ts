import type { Delivery } from '../domain/delivery.ts';
import { metrics } from '../domain/feedback.ts';
import { answered, answerTo, isRecord, textIn } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import type { AskedQuestion, GivenAnswer, GivenResponse, Message, Provider } from './provider.ts';
import { envelope, type Telling, telling } from './satismeter-body.ts';

type Response = Telling['response'];
type SatismeterAnswer = NonNullable<Response['answers']>[number];

/**
 * SatisMeter. Nothing is signed. What a customer chose is `rating`; `score`, -100 to 100, and `category` are
 * SatisMeter's own reckoning. A body has no time but that of the response's beginning, so fuller tellings are newer.
 */
export const satismeter: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [
    { id: 'rating', as: 'rating' },
    { id: 'feedback', as: 'comment' },
  ],
  events: { completed: 'response', dismissed: 'dismissed' },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const id = digestOf(body);
  const event = readJson(body, envelope).event ?? 'completed';
  if (event !== 'completed' && event !== 'dismissed')
    return [{ kind: 'nothing', id, reason: 'unsupported-event' }];
  const told = readJson(body, telling);
  const answers = answersIn(told.response);
  const isDone = event === 'completed' && !isUnfinished(told.response);
  // Whoever closes the survey after the score has told the score.
  if (answers.length === 0)
    return [{ kind: 'nothing', id, reason: event === 'dismissed' ? 'dismissed' : 'no-answer-yet' }];
  return [{ kind: 'response', id, response: responseIn(told, answers, isDone) }];
}

function responseIn(
  { response, traits = {}, campaign }: Telling,
  answers: readonly GivenAnswer[],
  isDone: boolean,
): GivenResponse {
  const { created, user, language, method, referrer } = response;
  const known = { ...user?.traits, ...traits };
  return {
    responseId: response.id,
    version: { at: created, rank: (isDone ? 5 : 0) + Math.min(answers.length, 4) },
    surveyName: campaign?.name,
    surveyId: campaign?.id ?? campaignIdIn(response),
    channel: method,
    language,
    submittedAt: created,
    customer: {
      id: user?.userId ?? user?.id,
      email: user?.email ?? textIn(known, 'email'),
      name: user?.name ?? textIn(known, 'name'),
    },
    answers,
    hidden: [...flat(known), ...flat(user?.groups ?? {}, 'groups.'), ['referrer', referrer]],
    complete: isDone,
  };
}

function isUnfinished({ pending, dismissed, completed }: Response): boolean {
  return pending === true || dismissed === true || completed === false;
}

/** The main question stands among the answers, too: it is told once, under both names. */
function answersIn(response: Response): readonly GivenAnswer[] {
  const answers = response.answers ?? [];
  const main = answers.find(({ name, value }) => name === 'SM_rating' && answered(value) !== undefined);
  const listed = answers.flatMap((answer, index) =>
    answerTo(
      [...namesOf(answer), ...(answer === main ? ['rating'] : [])],
      `response.answers.${index}.value`,
      answer.value,
      answer === main ? askedOfMain(response, answer) : askedBy(answer),
    ),
  );
  const rating = main ? [] : answerTo(['rating'], 'response.rating', response.rating, askedOfMain(response));
  return [...rating, ...answerTo(['feedback'], 'response.feedback', response.feedback), ...listed];
}

function namesOf({ id, name }: SatismeterAnswer): readonly string[] {
  return [id, name].filter((one) => one !== undefined);
}

function askedBy(answer: SatismeterAnswer): { asked?: AskedQuestion } {
  const metric = metrics.find((one) => one === answer.metric?.toLowerCase());
  return metric === undefined ? {} : { asked: { metric } };
}

/**
 * One webhook brings every survey of a project: which metric its main question has is the body's to say. Where a body
 * names none, that it sorts customers as NPS does says that NPS was asked; how it sorts them is not believed.
 */
function askedOfMain({ category }: Response, main?: SatismeterAnswer): { asked?: AskedQuestion } {
  const { asked } = main ? askedBy(main) : {};
  if (asked) return { asked: { ...asked, decides: true } };
  return /^(promoter|passive|detractor)$/i.test(category ?? '') ? { asked: { metric: 'nps' } } : {};
}

function campaignIdIn(response: Response): string | undefined {
  return isRecord(response.campaign) ? textIn(response.campaign, 'id') : textIn(response, 'campaign');
}

/** Nested traits under dotted names, such as `custom.plan`. */
function flat(
  record: Readonly<Record<string, unknown>>,
  prefix = '',
): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(record).flatMap(([name, value]) =>
    isRecord(value) ? flat(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value] as const],
  );
}
