import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { aRun, answer } from './a-run.ts';
import { command } from './command.ts';

const trial = z.object({
  judged: z.number(),
  cases: z.object({ before: z.number(), after: z.number() }),
  differences: z.array(z.looseObject({ feedbackId: z.string() })),
});

describe('rules that are tried before they are deployed', () => {
  const story = aRun();
  const folder = mkdtempSync(join(tmpdir(), 'retour-rules-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const rulesTry = (...words: string[]) => command('bin/rules-try.ts', story.run.url, ...words);
  /** The demo with other rules, as text. */
  const changed = (rules: string) => {
    const path = join(folder, 'try.ts');
    const demo = pathToFileURL(resolve('config/demo.ts')).href;
    writeFileSync(path, `import demo from '${demo}';\nexport default { ...demo, rules: ${rules} };\n`);
    return path;
  };

  it('open what they really opened, where they are the same', async () => {
    await answer(story.run, { id: 'ana', score: 2, email: 'ana@example.com', comment: 'Colis jamais reçu.' });
    await answer(story.run, { id: 'bo', score: 6, email: 'bo@example.com' });
    await answer(story.run, { id: 'cy', score: 9, email: 'cy@example.com' });
    const { status, text } = await rulesTry();
    expect(text).toContain('3 responses. Before: the cases that really opened; after: config/demo.ts.');
    expect(text).toContain('Nothing is decided otherwise.');
    expect(status).toBe(0);
  });

  it('say which cases would be others, and leave the run as it is', async () => {
    const tables = async () =>
      JSON.stringify([await story.run.table('feedback'), await story.run.table('cases')]);
    const before = await tables();
    const path = changed(`[{ id: 'very-low', when: { scoreAtMost: 3 }, priority: 'high' }]`);
    const { status, text } = await rulesTry('--config', path);
    expect(text).toMatch(
      /post-purchase#ana .* nps 2, detractor: detractor → very-low, priority normal → high/,
    );
    expect(text).toMatch(/post-purchase#bo .* nps 6, detractor: detractor → no case/);
    expect(text).not.toContain('Colis');
    expect(status).toBe(0);
    const json = await rulesTry('--config', path, '--json');
    expect(trial.parse(JSON.parse(json.text))).toMatchObject({ judged: 3, cases: { before: 2, after: 1 } });
    expect(await tables()).toBe(before);
  });

  it('are refused with one line when they cannot be tried', async () => {
    const missing = await rulesTry('--config', join(folder, 'nowhere.ts'));
    expect(missing.status).toBe(1);
    expect(missing.text).toContain('nowhere.ts');
    const { status, text } = await rulesTry('--since', 'yesterday');
    expect(status).toBe(1);
    expect(text.trim().split('\n')).toEqual([
      expect.stringContaining('--since: give a duration such as P90D'),
    ]);
  });
});
