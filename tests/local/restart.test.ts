import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FixtureRun, startFixture } from './fixture-run.ts';

let data: string;
let run: FixtureRun;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'retour-data-'));
  run = await startFixture({ data });
}, 120_000);
afterEach(async () => {
  await run.stop();
  await rm(data, { recursive: true, force: true });
});

async function killAndRestart(): Promise<void> {
  await run.kill9();
  run = await startFixture({ data });
}

it('loses nothing that was accepted when it is killed in the middle of its work', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `accepted-${index}`);
  const statuses = await Promise.all(ids.map((id) => run.submit({ id })));
  expect(new Set(statuses)).toEqual(new Set([202]));
  await killAndRestart();
  await run.idle();
  for (const id of ids) expect(await run.ticket(id), id).toBeDefined();
});

it('keeps a delayed message, a stored item, the mail and the secret', async () => {
  const secret = await run.get('/_local/sources');
  await run.submit({ id: 'closed', waitSeconds: 60 });
  await run.submit({ id: 'delayed' }, '?delay=600');
  await run.idle();
  await run.reply('closed', 'yes');
  await run.idle();
  await killAndRestart();
  await run.idle();
  expect(await run.ticket('closed')).toMatchObject({ state: 'closed' });
  expect(await run.mails()).toHaveLength(1);
  expect(await run.ticket('delayed')).toBeUndefined();
  await run.advance('PT10M');
  expect(await run.ticket('delayed')).toBeDefined();
  expect(JSON.stringify(await run.get('/_local/sources')).replaceAll(/:\d+\//g, '/')).toBe(
    JSON.stringify(secret).replaceAll(/:\d+\//g, '/'),
  );
});

it('starts an open execution again from the beginning, and leaves an ended one alone', async () => {
  await run.submit({ id: 'open', waitSeconds: 7200 });
  await run.submit({ id: 'ended', waitSeconds: 60 });
  await run.idle();
  await run.advance('PT1H');
  await killAndRestart();
  await run.idle();
  expect(await run.execution('open')).toMatchObject({ status: 'RUNNING', state: 'Ask' });
  expect(await run.execution('ended')).toMatchObject({ status: 'SUCCEEDED' });
  expect((await run.reply('open', 'yes')).status).toBe(200);
  await run.idle();
  expect(await run.execution('open')).toMatchObject({ status: 'SUCCEEDED' });
});

it('wakes up no earlier than it went down, after a skip', async () => {
  const before = await run.advance('P3D');
  await killAndRestart();
  expect(Date.parse(await run.advance('PT0S'))).toBeGreaterThanOrEqual(Date.parse(before));
});
