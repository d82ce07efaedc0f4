import * as z from 'zod';
import type { Delivery } from '../domain/delivery.ts';
import { id } from '../reading/given-text.ts';
import { checked, readJson } from '../reading/json-body.ts';
import { formOf } from './listing.ts';
import { ApiError, type Message, type ProviderApi } from './provider.ts';
import { listedResponse } from './typeform-body.ts';
import { ranks, responseIn } from './typeform-response.ts';

/** The most that a page may have. */
const pageSize = 1000;

const page = z.object({ items: z.array(z.looseObject({ token: id })) });

/**
 * Typeform's API (typeform.com/developers/responses): `api.typeform.com`, `api.eu.typeform.com` for accounts in
 * Europe. It may lag half an hour behind; partial responses are listed nowhere unless asked for.
 */
export const typeformApi: ProviderApi = {
  host(source) {
    formOf(source);
    return source.api?.host ?? 'api.typeform.com';
  },
  authorize: (token) => ({ authorization: `Bearer ${token}` }),
  async fetchOne(ask, { responseId }, source) {
    const form = formOf(source);
    const query = new URLSearchParams({
      included_response_ids: responseId,
      response_type: 'completed,partial',
    });
    const { items } = checked(await ask({ path: `${pathOf(form)}?${query}` }), page, 'answer');
    const found = items.find(({ token }) => token === responseId);
    if (found === undefined) throw new ApiError(404);
    return { ...found, form_id: form };
  },
  async *listSince(ask, since, source) {
    const form = formOf(source);
    // Pages follow each other by token, newest first, which leaves no other order to ask for.
    const query = new URLSearchParams({ since: secondsOf(since), page_size: String(pageSize) });
    for (;;) {
      const { items } = checked(await ask({ path: `${pathOf(form)}?${query}` }), page, 'answer');
      const last = items.at(-1);
      if (last === undefined) return;
      yield { documents: items.map((item) => ({ ...item, form_id: form })) };
      if (items.length < pageSize) return;
      query.set('before', last.token);
    }
  },
  read,
};

function pathOf(form: string): string {
  return `/forms/${encodeURIComponent(form)}/responses`;
}

/** In UTC, to the second, without a zone. */
function secondsOf(since: number): string {
  return new Date(since).toISOString().slice(0, 19);
}

function read({ body }: Delivery): readonly Message[] {
  const { response_type, ...form } = readJson(body, listedResponse);
  const isDone = response_type !== 'partial' && response_type !== 'started';
  const rank = isDone ? ranks.form_response : ranks.form_response_partial;
  const response = responseIn(form, { rank, path: '', complete: false });
  return [{ kind: 'response', id: `listed-${form.token}-${rank}`, response }];
}
