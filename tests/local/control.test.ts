import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FixtureRun, startFixture } from './fixture-run.ts';

let run: FixtureRun;
beforeAll(async () => {
  run = await startFixture();
}, 120_000);
afterAll(() => run.stop());

it('says that it is ready, where, and with how many sources', async () => {
  expect(await run.get('/_local/health')).toEqual({ ready: true, url: run.url, sources: 1 });
});

it('hands out the local secret in the form that its scheme signs with', async () => {
  expect(await run.get('/_local/sources')).toEqual([
    {
      source: 'survey',
      provider: 'standard',
      url: `${run.url}/hooks/survey`,
      signature: { scheme: 'standard-webhooks', secret: expect.stringMatching(/^whsec_[A-Za-z0-9]{44}$/) },
    },
  ]);
});

it('lists tables, and finds one by logical id, plain id, prefix or physical name', async () => {
  const [logicalId] = [await run.get('/_local/tables')].flat();
  for (const name of [String(logicalId), 'Tickets', 'tick', `FixtureData-${logicalId}`])
    expect(await run.get(`/_local/tables/${name}`)).toEqual([]);
  await expect(run.get('/_local/tables/nothing')).rejects.toThrow('404');
});

it('moves the clock forward only, by ISO 8601 durations', async () => {
  const before = Date.parse(await run.advance('PT0S'));
  const after = Date.parse(await run.advance('P1DT1H'));
  expect((after - before) / 3_600_000).toBeGreaterThanOrEqual(25);
  await expect(run.post('/_local/clock', { advance: '-PT1H' })).rejects.toThrow('only moves forward');
  await expect(run.post('/_local/clock', { advance: 'tomorrow' })).rejects.toThrow('400');
});

it('makes the next calls fail when a test orders it', async () => {
  await run.post('/_local/faults', { service: 'comprehend', error: 'ThrottlingException', count: 1 });
  await run.submit({ id: 'unlucky', comment: 'bien' });
  await run.idle();
  expect(await run.ticket('unlucky')).toBeUndefined();
  await run.advance('PT61S');
  expect(await run.ticket('unlucky')).toMatchObject({ sentiment: 'POSITIVE' });
});

it('counts what AWS would have billed', async () => {
  await run.submit({ id: 'billed', comment: 'x'.repeat(950) });
  await run.idle();
  const calls = await run.calls();
  const line = (service: string, action: string) =>
    calls.find((call) => call.service === service && call.action === action);
  expect(line('sqs', 'SendMessage')).toMatchObject({ denied: 0 });
  // One unit for the item and one for the index that holds it.
  expect(line('dynamodb', 'PutItem')?.units).toBe(2 * (line('dynamodb', 'PutItem')?.count ?? 0));
  expect(line('comprehend', 'BatchDetectSentiment')?.units).toBeGreaterThanOrEqual(10);
});

it('shows captured mail escaped, with its HTML in a frame that runs no script', async () => {
  await run.submit({ id: '<b>shown</b>', waitSeconds: 60 });
  await run.idle();
  await run.advance('PT2M');
  const [mail] = await run.mails();
  const page = await fetch(`${run.url}/_local/inbox?mail=${mail?.id}`);
  const html = await page.text();
  expect(html).toContain('&lt;b&gt;shown&lt;/b&gt;');
  expect(html).not.toContain('<b>shown</b>');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const frame = await fetch(`${run.url}/_local/inbox/document?mail=${mail?.id}`);
  expect(frame.headers.get('content-security-policy')).toMatch(/sandbox(?!.*allow-scripts)/);
});

it('does not let another page of the same browser steer it', async () => {
  const init = { method: 'POST', headers: { origin: 'https://evil.test' }, body: '{"advance":"P1D"}' };
  expect((await fetch(`${run.url}/_local/clock`, init)).status).toBe(403);
});

it('answers for survey tools’ APIs as it was told, and lists what they were asked', async () => {
  const put = async (path: string, answers: object) =>
    (await fetch(`${run.url}/_local/apis/${path}`, { method: 'PUT', body: JSON.stringify(answers) })).status;
  const ask = async (path: string, method = 'GET') => {
    const headers = { authorization: 'Bearer hush' };
    const response = await fetch(`${run.url}/_local/egress/${path}`, { method, headers });
    return [response.status, await response.text()];
  };
  expect(await put('api.example.com/v3/responses', [{ status: 404 }, { body: { data: [] } }])).toBe(200);
  expect(await put('api.example.com/v3/responses?page=2', { body: 'no JSON', status: 200 })).toBe(200);
  expect(await ask('api.example.com/v3/responses?page=1')).toEqual([404, 'null']);
  expect(await ask('api.example.com/v3/responses?page=1')).toEqual([200, '{"data":[]}']);
  expect(await ask('api.example.com/v3/responses', 'POST')).toEqual([200, '{"data":[]}']);
  expect(await ask('api.example.com/v3/responses?page=2')).toEqual([200, 'no JSON']);
  expect(await ask('another.example.com/v3/responses')).toEqual([404, '{"message":"Not Found"}']);
  const calls = await run.get('/_local/apis');
  expect(calls).toMatchObject([
    { method: 'GET', host: 'api.example.com', path: '/v3/responses?page=1', status: 404 },
    { status: 200 },
    { method: 'POST', path: '/v3/responses' },
    { path: '/v3/responses?page=2' },
    { host: 'another.example.com', status: 404 },
  ]);
  expect(JSON.stringify(calls)).not.toContain('hush');
  for (const nonsense of [[], { status: 'good' }, 'text'])
    expect(await put('api.example.com/x', [nonsense])).toBe(400);
});
