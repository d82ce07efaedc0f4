import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import type { Instant } from '../domain/instant.ts';
import type { SourceConfiguration } from '../domain/source.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { digestOf } from '../reading/body-digest.ts';
import { answersIn, hiddenIn, namesOf } from './jotform-answers.ts';
import { type ApiSubmission, apiSubmission } from './jotform-body.ts';
import { formOf, pagesOf } from './listing.ts';
import {
  ApiError,
  type Ask,
  type GivenMoment,
  type ListedPage,
  type Message,
  type ProviderApi,
  UnreadableBodyError,
} from './provider.ts';

/** The most that a page may have. */
const pageSize = 1000;
/** Jotform's own clock, which an account keeps unless somebody sets another. */
const usualZone = 'America/New_York';
/** No clock is further behind that one. */
const furthestBehind = 8 * 3_600_000;

/**
 * Jotform's API (api.jotform.com/docs): `api.jotform.com`, `eu-api.jotform.com` for accounts in Europe,
 * `hipaa-api.jotform.com`. Its times are the account's, without a zone.
 */
export const jotformApi: ProviderApi = {
  host(source) {
    formOf(source);
    return source.api?.host ?? 'api.jotform.com';
  },
  authorize: (key) => ({ apikey: key }),
  async fetchOne(ask, { responseId }, source) {
    const content = await contentOf(ask, `/submission/${encodeURIComponent(responseId)}`);
    const { form_id } = checked(content, ofForm, 'content');
    // An unsigned call may name anybody's submission.
    if (String(form_id) !== formOf(source))
      throw new UnreadableBodyError('content.form_id: expected the configured form');
    return content;
  },
  async *listSince(ask, since, source) {
    // A submission that nobody edited has no `updated_at`.
    yield* submissionsAfter(ask, source, { 'created_at:gt': clockTime(since, source) });
    yield* submissionsAfter(ask, source, { 'updated_at:gt': clockTime(since, source) });
  },
  read,
};

const answer = z.object({ responseCode: z.number().nullish(), content: z.unknown().optional() });
const ofForm = z.object({ form_id: z.union([z.string(), z.number()]) });
const listed = z.array(z.unknown());

function submissionsAfter(
  ask: Ask,
  source: SourceConfiguration,
  filter: Readonly<Record<string, string>>,
): AsyncIterable<ListedPage> {
  const path = `/form/${encodeURIComponent(formOf(source))}/submissions`;
  return pagesOf(pageSize, async (index) => {
    const query = new URLSearchParams({
      filter: JSON.stringify(filter),
      orderby: 'created_at',
      limit: String(pageSize),
      offset: String(index * pageSize),
    });
    return checked(await contentOf(ask, `${path}?${query}`), listed, 'content');
  });
}

/** @throws ApiError also where the error stands in a body that was answered with 200 */
async function contentOf(ask: Ask, path: string): Promise<unknown> {
  const { responseCode, content } = checked(await ask({ path }), answer, 'answer');
  if (responseCode && responseCode !== 200) throw new ApiError(responseCode);
  return content;
}

/**
 * What the account's clock shows, `2026-11-23 06:58:00`, and no later where its zone is not configured; "after" leaves
 * out the second itself.
 */
function clockTime(since: Instant, { timeZone }: SourceConfiguration): string {
  const from = since - 1000 - (timeZone === undefined ? furthestBehind : 0);
  const format = { timeZone: timeZone ?? usualZone, dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(from);
}

function read({ body }: Delivery): readonly Message[] {
  const given = readJson(body, apiSubmission);
  const { id: responseId, form_id, status, created_at, updated_at } = given;
  const at = momentOf(updated_at) ?? momentOf(created_at);
  const id = `${responseId}-${updated_at ?? created_at ?? digestOf(body)}`;
  // When it was deleted is not told; the one who asks learns it now.
  if (status === 'DELETED') return [{ kind: 'deletion', id: `${id}-deleted`, responseId, version: {} }];
  const answers = numberedIn(given);
  const response = {
    responseId,
    version: { at },
    surveyId: form_id,
    submittedAt: momentOf(created_at),
    answers: answersIn(answers),
    hidden: hiddenIn(answers),
    asked: answers.flatMap(namesOf),
  };
  return [{ kind: 'response', id, response }];
}

function numberedIn({ answers }: ApiSubmission) {
  return Object.entries(answers).map(([number, { name, answer: value }]) => ({
    number,
    name,
    path: `answers.${number}.answer`,
    value,
  }));
}

function momentOf(local: string | undefined): GivenMoment | undefined {
  return local === undefined ? undefined : { local, zone: usualZone };
}
