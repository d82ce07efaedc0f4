import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { NotAResponse } from '../domain/feedback.ts';
import { digestOf } from '../reading/body-digest.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { formOf } from './listing.ts';
import { ApiError, type Ask, type GivenResponse, type Message, type ProviderApi } from './provider.ts';
import { answersIn, isQuestion } from './qualtrics-answers.ts';
import { document, response, type Values } from './qualtrics-body.ts';

/** Qualtrics' API, version 3. Each account lives in one data centre; responses since a time come as an export. */
export const qualtricsApi: ProviderApi = {
  host({ api }) {
    if (api?.host === undefined)
      throw new Error('give "api.host", the data centre of the account, such as fra1.qualtrics.com');
    return api.host;
  },
  authorize: (token) => ({ 'x-api-token': token }),

  async fetchOne(ask, { responseId, survey }, source) {
    const surveyId = survey ?? formOf(source);
    const path = `${pathOf(surveyId)}/responses/${encodeURIComponent(responseId)}`;
    return { surveyId, response: await ask({ path }) };
  },

  async *listSince(ask, since, source) {
    const surveyId = formOf(source);
    const path = `${pathOf(surveyId)}/export-responses`;
    const startDate = new Date(since).toISOString().replace(/\.\d+/, '');
    const body = { format: 'json', compress: false, startDate };
    const { result } = checked(await ask({ method: 'POST', path, body }), started, 'export');
    const file = await fileOf(ask, `${path}/${encodeURIComponent(result.progressId)}`);
    const { responses } = checked(
      await ask({ path: `${path}/${encodeURIComponent(file)}/file` }),
      exported,
      'export',
    );
    if (responses.length > 0) yield { documents: responses.map((one) => ({ surveyId, response: one })) };
  },

  read,
};

function pathOf(survey: string): string {
  return `/API/v3/surveys/${encodeURIComponent(survey)}`;
}

const started = z.object({ result: z.object({ progressId: z.string() }) });
const progress = z.object({ result: z.object({ status: z.string(), fileId: z.string().nullish() }) });
const exported = z.object({ responses: z.array(z.unknown()) });

/** Milliseconds between looks at an export, and how often to look: half a minute in all. */
const pause = 1000;
const looks = 30;

/** The file of an export once it is made. @throws ApiError when it fails or takes too long, as if the API were down */
async function fileOf(ask: Ask, path: string): Promise<string> {
  for (let look = 0; look < looks; look += 1) {
    if (look > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const { status, fileId } = checked(await ask({ path }), progress, 'export').result;
    if (status === 'failed') throw new ApiError(500);
    if (status === 'complete' && fileId) return fileId;
  }
  throw new ApiError(503);
}

function read({ body }: Delivery): readonly Message[] {
  const { surveyId, response: inside } = readJson(body, document);
  const given = checked(unwrapped(inside ?? readJson(body, z.unknown())), response);
  const { responseId, values } = given;
  const rank = values.finished === false ? 1 : 2;
  const id = `fetched-${responseId}-${values.recordedDate ?? digestOf(body)}-${rank}`;
  const reason = reasonFor(values);
  if (reason) return [{ kind: 'nothing', id, reason }];
  const answers = answersIn(given);
  if (answers.length === 0) return [{ kind: 'nothing', id, reason: 'no-answer-yet' }];
  const said: GivenResponse = {
    responseId,
    version: { at: values.recordedDate, rank },
    surveyId,
    language: values.userLanguage?.toLowerCase(),
    submittedAt: values.endDate,
    customer: {
      id: values.externalDataReference,
      email: values.recipientEmail,
      name: [values.recipientFirstName, values.recipientLastName].filter(Boolean).join(' '),
    },
    answers,
    hidden: Object.entries(values).filter(([name]) => !isQuestion(name)),
    complete: rank === 2,
  };
  return [{ kind: 'response', id, response: said }];
}

function unwrapped(given: unknown): unknown {
  const { success, data } = z.object({ result: z.unknown() }).safeParse(given);
  return success && data.result !== undefined ? data.result : given;
}

/** What kind a response is stands in bits: 1 a preview, 2 generated for a test; 4, 8 and 16 say how it came. */
function reasonFor({ status, distributionChannel }: Values): NotAResponse | undefined {
  const kind = status ?? 0;
  if (kind % 2 === 1 || distributionChannel === 'preview') return 'preview';
  return Math.floor(kind / 2) % 2 === 1 ? 'test' : undefined;
}
