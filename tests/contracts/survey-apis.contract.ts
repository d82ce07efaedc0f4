import { expect, test } from 'vitest';
import type { SurveyApis } from '../../functions/ports.ts';
import { ApiError } from '../../functions/providers/provider.ts';

export const api = { host: 'api.example.com', headers: { authorization: 'Bearer token' } };

interface SurveyApisSubject {
  readonly apis: SurveyApis;
  /** Has `https://api.example.com` answer at a path. */
  readonly answer: (
    path: string,
    answer: { readonly body: unknown } | { readonly status: number },
  ) => Promise<void>;
}

export function surveyApisContract(make: () => Promise<SurveyApisSubject>) {
  test('what the API answers comes back', async () => {
    const { apis, answer } = await make();
    await answer('/v3/responses', { body: { data: [{ id: 'r-1', comment: 'Rien à dire 😡' }] } });
    expect(await apis.ask(api, { path: '/v3/responses?page=1' })).toEqual({
      data: [{ id: 'r-1', comment: 'Rien à dire 😡' }],
    });
  });

  test('a question may be posted, with a body', async () => {
    const { apis, answer } = await make();
    await answer('/export', { body: { progressId: 'p-1' } });
    const question = { method: 'POST', path: '/export', body: { format: 'json' } } as const;
    expect(await apis.ask(api, question)).toEqual({ progressId: 'p-1' });
  });

  test('an answer that is no JSON comes back as text where it was asked for', async () => {
    const { apis, answer } = await make();
    await answer('/webhook/v0', { body: 'bm90IEpTT04=' });
    expect(await apis.ask(api, { path: '/webhook/v0', as: 'text' })).toBe('bm90IEpTT04=');
  });

  test.for([401, 404, 429, 503])('an answer of %i is an error that says so', async (status) => {
    const { apis, answer } = await make();
    await answer('/v3/responses', { status });
    const asked = apis.ask(api, { path: '/v3/responses' });
    await expect(asked).rejects.toThrow(ApiError);
    await expect(asked).rejects.toMatchObject({ status });
  });
}
