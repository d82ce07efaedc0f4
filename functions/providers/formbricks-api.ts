import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { formbricksResponse } from './formbricks-body.ts';
import { responseIn } from './formbricks-response.ts';
import { formOf, pagesOf } from './listing.ts';
import type { Message, ProviderApi } from './provider.ts';

/** The most that a page may have. */
const pageSize = 250;

const one = z.object({ data: z.unknown() });
const list = z.object({ data: z.array(z.unknown()) });

/** Formbricks' management API: version 1 for a single response, version 2 as only it lists by time. */
export const formbricksApi: ProviderApi = {
  host(source) {
    formOf(source);
    return source.api?.host ?? 'app.formbricks.com';
  },
  authorize: (key) => ({ 'x-api-key': key }),
  async fetchOne(ask, { responseId }) {
    const path = `/api/v1/management/responses/${encodeURIComponent(responseId)}`;
    return checked(await ask({ path }), one, 'answer').data;
  },
  listSince(ask, since, source) {
    const surveyId = formOf(source);
    return pagesOf(pageSize, async (index) => {
      const query = new URLSearchParams({
        surveyId,
        startDate: new Date(since).toISOString(),
        filterDateField: 'updatedAt',
        sortBy: 'updatedAt',
        order: 'desc',
        limit: String(pageSize),
        skip: String(index * pageSize),
      });
      return checked(await ask({ path: `/api/v2/management/responses?${query}` }), list, 'answer').data;
    });
  },
  read,
};

function read({ body }: Delivery): readonly Message[] {
  const given = readJson(body, formbricksResponse);
  const { id, updatedAt, finished } = given;
  const rank = finished === true ? 3 : 2;
  return [responseIn(given, { id: `${id}-${updatedAt ?? 'undated'}-${rank}`, path: 'data', rank })];
}
