import * as z from 'zod';
import { checked, readJson } from '../reading/json-body.ts';
import { surveyResponse } from './delighted-body.ts';
import { responseIn } from './delighted-response.ts';
import { pagesOf } from './listing.ts';
import type { ProviderApi } from './provider.ts';

/** The most that a page may have. */
const pageSize = 100;
/** The newest telling of its second, as it is the response as it stands. */
const rank = 2;
/** Otherwise a person is no more than an id. */
const withPerson = { 'expand[]': 'person' };
const listed = z.array(z.unknown());

/**
 * Delighted's API (app.delighted.com/docs/api). The key stands for one project and is the
 * webhooks' secret as well.
 */
export const delightedApi: ProviderApi = {
  host: ({ api }) => api?.host ?? 'api.delighted.com',
  authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
  fetchOne: (ask, { responseId }) =>
    ask({
      path: `/v1/survey_responses/${encodeURIComponent(responseId)}.json?${new URLSearchParams(withPerson)}`,
    }),
  listSince: (ask, since) =>
    pagesOf(pageSize, async (index) => {
      const query = new URLSearchParams({
        updated_since: String(Math.floor(since / 1000)),
        order: 'desc:updated_at',
        per_page: String(pageSize),
        page: String(index + 1),
        ...withPerson,
      });
      return checked(await ask({ path: `/v1/survey_responses.json?${query}` }), listed, 'answer');
    }),
  read({ body }) {
    const given = readJson(body, surveyResponse);
    const { id, updated_at, created_at } = given;
    return [responseIn(given, { id: `${id}-${updated_at ?? created_at ?? 'undated'}`, rank })];
  },
};
