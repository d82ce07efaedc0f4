import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { beforeAll, describe, expect, it } from 'vitest';
import { secretsClient } from '../../functions/aws/clients.ts';
import type { ChildRun } from '../../local/child-run.ts';
import {
  announcement,
  apiHost,
  details,
  paths,
  response,
  signed,
  sourceName,
} from '../fixtures/surveymonkey-csat.ts';
import { aRun, theCase } from './a-run.ts';
import { command } from './command.ts';

/** Puts the tool's token into its secret, as an operator does. */
async function putToken(run: ChildRun, token: string): Promise<void> {
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const client = secretsClient({ endpoint: run.url, region: 'eu-west-1', credentials });
  const SecretString = JSON.stringify({ token });
  await client.send(new PutSecretValueCommand({ SecretId: `retour/demo/apis/${sourceName}`, SecretString }));
}

async function announce(run: ChildRun, id: string): Promise<void> {
  const source = (await run.sources()).find((one) => one.source === sourceName);
  if (!source) throw new Error(`the run has no source ${sourceName}`);
  const body = announcement(id);
  const headers = signed(body, source.signature.secret);
  expect((await fetch(source.url, { method: 'POST', headers, body })).status).toBe(202);
  await run.idle();
}

async function feedbackOf(run: ChildRun, id: string) {
  return (await run.table('feedback')).filter(({ responseId }) => responseId === id);
}

async function timesAsked(run: ChildRun, path: string): Promise<number> {
  return (await run.apiCalls()).filter((call) => call.path.split('?')[0] === path).length;
}

describe('a response that a webhook announces', () => {
  const story = aRun();
  beforeAll(async () => {
    const { run } = story;
    await putToken(run, 'a token');
    await run.answerApi(apiHost, paths.details, { body: details });
  });

  it('is fetched once the tool has it, and opens one case', async () => {
    const { run } = story;
    await run.answerApi(
      apiHost,
      paths.response('r-1'),
      { status: 404 },
      { status: 404 },
      { body: response('r-1') },
    );
    await announce(run, 'r-1');
    expect(await feedbackOf(run, 'r-1')).toEqual([]);
    await run.advance('PT5M');
    expect(await feedbackOf(run, 'r-1')).toMatchObject([{ source: sourceName, revision: 1 }]);
    expect((await theCase(run, 'r-1')).events[0]).toMatchObject({ type: 'opened', rule: 'dissatisfied' });
    expect(await timesAsked(run, paths.response('r-1'))).toBe(3);
  });

  it('changes nothing when it is announced again', async () => {
    const { run } = story;
    await announce(run, 'r-1');
    expect(await feedbackOf(run, 'r-1')).toMatchObject([{ revision: 1 }]);
    expect(await run.table('cases')).toHaveLength(1);
    expect(await timesAsked(run, paths.response('r-1'))).toBe(4);
  });

  it('waits as long as the tool asks for', async () => {
    const { run } = story;
    const limited = { status: 429, headers: { 'retry-after': '7200' } };
    await run.answerApi(apiHost, paths.response('r-2'), limited, { body: response('r-2') });
    await announce(run, 'r-2');
    await run.advance('PT1H50M');
    expect(await timesAsked(run, paths.response('r-2'))).toBe(1);
    await run.advance('PT20M');
    expect(await feedbackOf(run, 'r-2')).toHaveLength(1);
  });

  it('is set aside when the token is refused, and not lost', async () => {
    const { run } = story;
    await run.answerApi(apiHost, paths.response('r-3'), { status: 401 });
    await announce(run, 'r-3');
    expect(await run.table('deliveries')).toContainEqual(
      expect.objectContaining({ part: 'set-aside', way: 'announced', reason: 'the API answered 401' }),
    );
    const log = JSON.stringify(await run.read('/_local/logs?function=FetchingFetchResponse'));
    expect(log).toContain('ApiCredentialsRefused');
    expect(log).not.toContain('a token');
  });

  it('is fetched after all when the token was replaced and the announcement is replayed', async () => {
    const { run } = story;
    await run.answerApi(apiHost, paths.response('r-3'), { body: response('r-3') });
    await putToken(run, 'another token');
    expect(await command('bin/replay.ts', run.url, '--source', sourceName, '--apply')).toMatchObject({
      status: 0,
      text: expect.stringContaining('announce'),
    });
    await run.idle();
    expect(await feedbackOf(run, 'r-3')).toHaveLength(1);
    expect((await run.table('deliveries')).filter(({ part }) => part === 'set-aside')).toEqual([]);
  });

  it('is asked for by functions that are allowed all that they do', async () => {
    expect((await story.run.calls()).filter(({ denied }) => denied > 0)).toEqual([]);
  });
});

describe('a response that no webhook brings', () => {
  const story = aRun();
  const listed = { body: { data: [response('r-9')], links: {} } };

  it('is not looked for before the token is there', async () => {
    const { run } = story;
    await run.answerApi(apiHost, paths.details, { body: details });
    await run.answerApi(apiHost, paths.list, listed);
    await run.advance('PT1H');
    expect(await run.apiCalls()).toEqual([]);
  });

  it('is found within the hour, and opens its case', async () => {
    const { run } = story;
    await putToken(run, 'a token');
    await run.advance('PT1H');
    expect(await feedbackOf(run, 'r-9')).toMatchObject([{ source: sourceName, revision: 1 }]);
    expect((await theCase(run, 'r-9')).events[0]).toMatchObject({ type: 'opened' });
    const log = JSON.stringify(await run.read('/_local/logs?function=IntakeRecordFeedback'));
    expect(log).toContain('ResponsesRepaired');
  });

  it('changes nothing when it is found again', async () => {
    const { run } = story;
    await run.advance('PT2H');
    expect(await timesAsked(run, paths.list)).toBe(3);
    expect(await feedbackOf(run, 'r-9')).toMatchObject([{ revision: 1 }]);
    expect(await run.table('cases')).toHaveLength(1);
    expect((await run.calls()).filter(({ denied }) => denied > 0)).toEqual([]);
  });
});
