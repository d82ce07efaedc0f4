import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ChildRun } from '../../local/child-run.ts';
import { answer, mailsTo, theCase } from './a-run.ts';
import { command } from './command.ts';

const purchase =
  'survey:"post-purchase",question:{metric:"nps",scale:{min:0,max:10},direction:"higher-is-better"}';
const support = 'survey:"support",question:{metric:"csat",scale:{min:1,max:5},direction:"higher-is-better"}';
/** The same numbers for another question, of which less is better; and a scale on which some have no place. */
const mistakes = [
  [purchase, purchase.replace('"nps"', '"ces"').replace('higher', 'lower')],
  [support, support.replace('max:5', 'max:3')],
] as const;

/** The stage as it was deployed before its mapping was mended. */
function wronglyMapped(): string {
  const assembly = mkdtempSync(join(tmpdir(), 'retour-assembly-'));
  cpSync(inject('assembly'), assembly, { recursive: true });
  const replaced = globSync(join(assembly, 'asset.*/index.mjs')).flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    const found = mistakes.filter(([right]) => code.includes(right));
    writeFileSync(
      file,
      found.reduce((text, [right, wrong]) => text.replaceAll(right, wrong), code),
    );
    return found;
  });
  expect(replaced.length).toBeGreaterThan(mistakes.length);
  return assembly;
}

describe('a mapping that was wrong and is mended', () => {
  const data = mkdtempSync(join(tmpdir(), 'retour-story-'));
  const assembly = wronglyMapped();
  let started: ChildRun | undefined;
  const theRun = () => {
    if (!started) throw new Error('the run has not started');
    return started;
  };
  const replay = (...words: string[]) => command('bin/replay.ts', theRun().url, ...words);
  afterAll(async () => {
    await started?.stop();
    for (const folder of [data, assembly]) rmSync(folder, { recursive: true, force: true });
  });

  it('takes an unhappy customer for a happy one, but keeps what they sent', async () => {
    started = await ChildRun.start({ assembly, data });
    const owner = 'lea@example.com';
    await answer(started, { id: 'ana', email: 'ana@example.com', owner, comment: 'Colis jamais reçu.' });
    await answer(started, { id: 'bo', score: 0, email: 'bo@example.com', owner });
    await started.post('post-purchase', { data: { id: 'odd', score: 11 } });
    await started.post('support', { data: { id: 'cy', score: 4 } });
    await started.idle();
    expect(await started.table('cases')).toEqual([]);
    await started.stop();
  });

  it('shows what would change, in scores and names, and changes nothing', async () => {
    started = await ChildRun.start({ assembly: inject('assembly'), data });
    const before = await started.table('feedback');
    const { status, text } = await replay('--stored');
    expect(text).toContain('post-purchase#ana: ces 2 of 0–10 → nps 2 of 0–10, opens a case (rule detractor)');
    expect(text).toContain('2 responses would change');
    expect(text).not.toContain('Colis');
    expect(status).toBe(0);
    await started.idle();
    expect(await started.table('feedback')).toEqual(before);
  });

  it('is made good by one command: the case opens, and its owner is told', async () => {
    const run = theRun();
    expect((await replay('--stored', '--apply')).text).toContain('2 responses asked to be built anew');
    await run.idle();
    expect((await theCase(run, 'ana')).events[0]).toMatchObject({ type: 'opened', rule: 'detractor' });
    expect(await mailsTo(run, 'lea@example.com', 'owner-notification')).toHaveLength(2);
    expect((await replay('--stored')).text).toContain('0 responses would change, 2 would stay as they are');
    expect(await run.table('cases')).toHaveLength(2);
  });

  it('lets what was set aside be read, and leaves what cannot be read under it either', async () => {
    const run = theRun();
    const { text } = await replay();
    expect(text).toContain('would be read: response cy, csat 4 of 1–5, no comment');
    expect(text).toContain('still cannot be read: data.score');
    expect((await replay('--list')).text).toContain('2 deliveries set aside');
    expect((await replay('--apply')).text).toContain('1 delivery sent through the intake again, 1 still');
    await run.idle();
    expect((await replay('--list')).text).toContain('1 delivery set aside');
    expect(await run.table('feedback')).toContainEqual(
      expect.objectContaining({ responseId: 'cy', score: 4 }),
    );
  });

  it('keeps nothing of what a customer had deleted', async () => {
    const run = theRun();
    const kept = async () =>
      (await run.table('deliveries')).filter((row) => 'body' in row).map(({ id }) => id);
    expect(await kept()).toContain('post-purchase#ana');
    const timestamp = new Date(await run.now()).toISOString();
    await run.post('post-purchase', { type: 'response.deleted', timestamp, data: { id: 'ana' } });
    await run.idle();
    expect((await kept()).toSorted()).toEqual(['post-purchase#bo', 'support#cy']);
  });

  it('is one reason why a source does not work; a wrong secret is another, and both are told', async () => {
    const run = theRun();
    const hook = (await run.sources()).find(({ source }) => source === 'support');
    const refused = await fetch(hook?.url ?? '', { method: 'POST', body: '{}' });
    expect(refused.status).toBe(401);
    await run.idle();
    const { text, status } = await command('bin/sources.ts', run.url);
    expect(text).toMatch(/^support +standard +\/hooks\/support +\d.* 1, last/m);
    expect(text).toMatch(/^support: refused a call, .*: is the secret the same in the tool\?$/m);
    expect(text).toMatch(/^post-purchase +standard +\/hooks\/post-purchase +\d{4}-\d\d-\d\d .* 1 waiting/m);
    expect(status).toBe(0);
    expect((await run.calls()).filter(({ denied }) => denied > 0)).toEqual([]);
  });
});
