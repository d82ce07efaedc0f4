import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ChildRun } from '../../local/child-run.ts';
import { postForm } from '../../local/page-visitor.ts';
import { actionLink, answer, aRun, mailsTo, theCase, theMailTo } from './a-run.ts';

describe('when Comprehend does not answer', () => {
  const story = aRun();

  it('stores the response and opens its case at once, and fills the sentiment in later', async () => {
    const { run } = story;
    await run.write('/_local/faults', {
      service: 'comprehend',
      action: '*',
      error: 'ThrottlingException',
      status: 400,
      count: 50,
    });
    await answer(run, {
      id: 'slow',
      comment: 'Livraison en retard, personne ne répond.',
      email: 'ana@example.com',
    });
    expect(await run.table('cases')).toHaveLength(1);
    expect((await run.table('feedback'))[0]).not.toHaveProperty('sentiment');
    await fetch(`${run.url}/_local/faults`, { method: 'DELETE' });
    await run.advance('PT30M');
    expect((await run.table('feedback'))[0]).toMatchObject({
      sentiment: { label: 'negative', language: 'fr' },
    });
  });
});

describe('after a power cut', () => {
  const data = mkdtempSync(join(tmpdir(), 'retour-story-'));
  let run: ChildRun | undefined;
  afterAll(async () => {
    await run?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it('nothing that was answered 202 is lost, clocks go on, and no customer is mailed twice', async () => {
    run = await ChildRun.start({ assembly: inject('assembly'), data });
    await answer(run, { id: 'before', email: 'ana@example.com', owner: 'lea@example.com' });
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    await postForm(link, { action: 'resolve', rootCause: 'other', note: 'Fait.' });
    await run.advance('PT11M');
    await theMailTo(run, 'ana@example.com', 'follow-up');
    const body = (id: string) => ({
      type: 'response.completed',
      data: { id, score: 1, customer: { email: `${id}@example.com` } },
    });
    const accepted = await Promise.all(
      Array.from({ length: 40 }, (_, index) => run?.post('post-purchase', body(`cut-${index}`))),
    );
    expect(accepted.every((response) => response?.status === 202)).toBe(true);
    await run.kill();

    run = await ChildRun.start({ assembly: inject('assembly'), data });
    await run.idle();
    expect(await run.table('feedback')).toHaveLength(41);
    expect(await run.table('cases')).toHaveLength(41);
    await run.advance('P3D');
    await run.idle();
    expect(await mailsTo(run, 'ana@example.com', 'follow-up')).toHaveLength(1);
    expect(await mailsTo(run, 'ana@example.com', 'recovery-survey')).toHaveLength(1);
    const { events } = await theCase(run, 'cut-0');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'told', step: 'round-0/firstContact/breach-0' }),
    );
  });
});

describe('without a grant', () => {
  const assembly = mkdtempSync(join(tmpdir(), 'retour-assembly-'));
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  it('the call is refused as AWS would refuse it, and shows in the ledger', async () => {
    cpSync(inject('assembly'), assembly, { recursive: true });
    for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
      const path = join(assembly, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"sns:Publish"', '"sns:ListTopics"'));
    }
    const run = await ChildRun.start({ assembly });
    try {
      const body = { type: 'response.completed', data: { id: 'r', score: 1 } };
      expect((await run.post('post-purchase', body)).status).toBe(202);
      await run.idle(60_000).catch(() => undefined);
      const denied = (await run.calls()).filter(({ denied: refusals }) => refusals > 0);
      expect(denied).toContainEqual(expect.objectContaining({ service: 'sns', action: 'Publish' }));
      expect(await run.notifications()).toEqual([]);
    } finally {
      await run.stop();
    }
  });
});
