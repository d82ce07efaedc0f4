import * as z from 'zod';
import type { SourceConfiguration } from '../domain/source.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { submission, time } from './hubspot-body.ts';
import { messageIn, ownProperties } from './hubspot-submission.ts';
import type { ProviderApi } from './provider.ts';

const path = '/crm/v3/objects/feedback_submissions';
/** The most that a page of a search may have, and that a search gives however it is paged. */
const pageSize = 100;
const searchSize = 10_000;

/** HubSpot's CRM API, version 3. A property is given only where it is asked for by name. */
export const hubspotApi: ProviderApi = {
  host: ({ api }) => api?.host ?? 'api.hubapi.com',
  authorize: (token) => ({ authorization: `Bearer ${token}` }),

  fetchOne(ask, { responseId }, source) {
    const properties = new URLSearchParams({ properties: propertiesOf(source).join() });
    return ask({ path: `${path}/${encodeURIComponent(responseId)}?${properties}` });
  },

  // Newest first: what changes while pages are read is then met twice, where otherwise its neighbour was missed.
  async *listSince(ask, since, source) {
    let search: Search = { since, until: undefined, after: undefined };
    for (;;) {
      const body = searchFor(search, source);
      const answer = checked(await ask({ method: 'POST', path: `${path}/search`, body }), found, 'search');
      if (answer.results.length === 0) return;
      yield { documents: answer.results };
      const after = answer.paging?.next?.after;
      if (!after) return;
      search = Number(after) < searchSize ? { ...search, after } : furtherBack(search, answer.results);
    }
  },

  read: ({ body }) => [messageIn(readJson(body, submission), 'fetched', body)],
};

interface Search {
  readonly since: number;
  readonly until: number | undefined;
  readonly after: string | undefined;
}

const found = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: id.nullish() }).nullish() }).nullish(),
});

function searchFor({ since, until, after }: Search, source: SourceConfiguration) {
  const changed = 'hs_lastmodifieddate';
  return {
    filterGroups: [
      {
        filters: [
          { propertyName: changed, operator: 'GTE', value: String(since) },
          ...(until === undefined ? [] : [{ propertyName: changed, operator: 'LTE', value: String(until) }]),
          ...(source.api?.form
            ? [{ propertyName: 'hs_survey_id', operator: 'EQ', value: source.api.form }]
            : []),
        ],
      },
    ],
    sorts: [{ propertyName: changed, direction: 'DESCENDING' }],
    properties: propertiesOf(source),
    limit: pageSize,
    ...(after !== undefined && { after }),
  };
}

const changedAt = z.object({ properties: z.object({ hs_lastmodifieddate: time }) });

/** A search that would give too much starts again at the oldest submission that it gave. */
function furtherBack(search: Search, results: readonly unknown[]): Search {
  const until = checked(results.at(-1), changedAt, 'search').properties.hs_lastmodifieddate ?? undefined;
  if (until === undefined || until === search.until) throw new Error('HubSpot’s search has no end');
  return { ...search, until, after: undefined };
}

/** The names that the configuration gives beside ours: further questions and hidden fields are properties, too. */
function propertiesOf({ questions, hidden }: SourceConfiguration): readonly string[] {
  const configured = [...questions.map((question) => question.id), ...Object.keys(hidden)];
  return [...new Set([...ownProperties, ...configured.filter((name) => /^[a-z][a-z0-9_]*$/i.test(name))])];
}
