import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { answered, answerTo, answerValueOf, isRecord, optionalText } from '../reading/answered.ts';
import { digestOf } from '../reading/body-digest.ts';
import { readForm } from '../reading/form-body.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { sharedSecret } from './authentication.ts';
import {
  type GivenAnswer,
  type GivenResponse,
  type Message,
  type Provider,
  UnreadableBodyError,
} from './provider.ts';
import { deciphered } from './surveycake-cipher.ts';

/**
 * SurveyCake (github.com/SurveyCake/webhook). A call names the survey and the response's hash and says no more; the
 * response is fetched without any credential, but enciphered, so that who has not the account's keys reads nothing.
 */
export const surveycake: Provider = {
  authentication: sharedSecret(),
  checksAddress: false,
  headers: [],
  questions: [],
  events: { hash: 'announcement' },
  read: announcementIn,
  api: {
    host: ({ api }) => api?.host ?? 'www.surveycake.com',
    authorize: () => ({}),
    async fetchOne(ask, { responseId, survey }, { api }, credential) {
      const svid = survey ?? api?.form;
      if (svid === undefined) throw new Error('set api.form to the survey’s id');
      if (credential === undefined) throw new Error('the hash key and the IV key are needed');
      const path = `/webhook/v0/${encodeURIComponent(svid)}/${encodeURIComponent(responseId)}`;
      const answer = await ask({ path, as: 'text' });
      if (typeof answer !== 'string') throw new UnreadableBodyError('answer: expected text');
      return { ...deciphered(answer, credential), hash: responseId };
    },
    read: responseIn,
  },
};

const announcement = z.object({ svid: id, hash: id });

function announcementIn({ body }: Delivery): readonly Message[] {
  const { svid, hash } = checked(Object.fromEntries(readForm(body)), announcement);
  return [{ kind: 'announcement', id: `${svid}-${hash}`, announced: { responseId: hash, survey: svid } }];
}

const subject = z.object({
  /** The question's number, which stays whatever is edited; the subject is only its words. */
  sn: id,
  type: optionalText,
  /** Since 2026: what the survey's maker calls the question, and each option that was chosen. */
  alias: optionalText,
  answerAlias: z.unknown().optional(),
  answer: z.unknown().optional(),
  otherAnswer: z.unknown().optional(),
});
type Subject = z.output<typeof subject>;

/** The response once deciphered, with the hash that it was fetched by. */
const document = z.object({
  hash: id.nullish(),
  svid: optionalText,
  submitTime: optionalText,
  result: z.array(subject),
  variables: z.unknown().optional(),
});

function responseIn({ body }: Delivery): readonly Message[] {
  const { hash, svid, submitTime, result, variables } = readJson(body, document);
  const at = submitTime === undefined ? undefined : { local: submitTime };
  const digest = digestOf(body);
  const response: GivenResponse = {
    // A document from a file has lost its hash.
    responseId: hash ?? digest,
    version: { at },
    surveyId: svid,
    submittedAt: at,
    answers: result.flatMap(answersIn),
    hidden: hiddenIn(variables),
    asked: result.flatMap(namesOf),
  };
  return [{ kind: 'response', id: `${hash ?? 'document'}-${digest}`, response }];
}

/** What was chosen, then what was written beside "other". */
function answersIn(one: Subject, index: number): readonly GivenAnswer[] {
  const given = [one.answer, one.otherAnswer].flat().filter((part) => answered(part) !== undefined);
  const options = answerValueOf([one.answerAlias].flat());
  return answerTo(namesOf(one), `result.${index}.answer`, given.length === 1 ? given[0] : given, {
    ...(Array.isArray(options) && { options }),
    ...(one.type === 'NPS' && { asked: { metric: 'nps', scale: { min: 0, max: 10 } } }),
  });
}

function namesOf({ sn, alias }: Subject): readonly string[] {
  return alias === undefined ? [sn] : [sn, alias];
}

function hiddenIn(variables: unknown): NonNullable<GivenResponse['hidden']> {
  return (Array.isArray(variables) ? variables : []).filter(isRecord).flatMap(({ name, result }) => {
    const [value] = [result].flat();
    return typeof name === 'string' ? [[name, value] as const] : [];
  });
}
