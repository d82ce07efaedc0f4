import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aRun, mailsTo } from './a-run.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const old = fileOf(
  'old.csv',
  `\uFEFF${[
    'Numéro;Date;Note sur dix;Pourquoi ?;Courriel;Prénom',
    '1001;2024-03-01 10:00;2;"Livraison en retard ;\r\npersonne ne répond.";ana@example.com;Ana',
    '1002;2024-03-02;9;Très bien !;tom@example.com;Tom',
    '1003;02/03/2024;0;Perdu.;zoe@example.com;Zoé',
    '1004;2024-03-03;8;;;',
  ].join('\r\n')}\r\n`,
);
const columns = fileOf(
  'columns.json',
  JSON.stringify({
    Numéro: 'id',
    'Note sur dix': 'score',
    'Pourquoi ?': 'comment',
    Courriel: 'email',
    Prénom: 'name',
  }),
);

describe('years of old responses', () => {
  const story = aRun();
  const importing = async (source: string, file: string, ...more: string[]) => {
    const child = spawn(process.execPath, ['bin/import.ts', source, file, ...more], {
      env: { ...process.env, RETOUR_URL: story.run.url },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    const status = await new Promise((resolve) => child.on('close', resolve));
    await story.run.idle();
    return { status, text };
  };
  const responses = async () => {
    const items = await story.run.table('feedback');
    return items.map(({ responseId, historic }) => [responseId, historic]).toSorted();
  };

  it('come in from a French table, open no case and mail nobody', async () => {
    const { run } = story;
    const { status, text } = await importing('post-purchase', old, '--columns', columns);
    expect(text).toContain('4 rows read, 3 sent to the run at');
    expect(text).toContain('line 5: submittedAt: expected a date');
    expect(text).not.toMatch(/Livraison|example\.com|Ana/);
    expect(status).toBe(0);
    expect(await responses()).toEqual([
      ['1001', true],
      ['1002', true],
      ['1004', true],
    ]);
    expect(await run.table('feedback')).toContainEqual(
      expect.objectContaining({
        responseId: '1001',
        language: 'fr',
        themes: ['delivery', 'support'],
        sentiment: expect.objectContaining({ label: 'negative' }),
        answers: expect.objectContaining({ comment: 'Livraison en retard ;\npersonne ne répond.' }),
      }),
    );
    expect(readFileSync(`${old}.refused.csv`, 'utf8')).toMatch(/^line,reason\n5,"submittedAt: [^"]+"\n$/);
    await run.advance('P10D');
    expect(await run.table('cases')).toEqual([]);
    expect(await run.mail()).toEqual([]);
  });

  it('are there once, however often they are imported', async () => {
    const before = await story.run.table('feedback');
    const again = await importing('post-purchase', old, '--columns', columns);
    expect(again.text).toContain('Imported before: 4 rows read, 3 sent, 1 refused');
    await importing('post-purchase', old, '--columns', columns, '--restart');
    expect(await story.run.table('feedback')).toEqual(before);
  });

  it('open cases when that is asked for', async () => {
    const fresh = fileOf(
      'fresh.json',
      JSON.stringify([{ id: 'fresh', score: 1, customer: { email: 'lou@example.com' } }]),
    );
    const { status } = await importing('post-purchase', fresh, '--open-cases');
    expect(status).toBe(0);
    expect(await story.run.table('cases')).toMatchObject([{ feedbackId: 'post-purchase#fresh' }]);
    expect(await mailsTo(story.run, 'emma@example.com', 'owner-notification')).toHaveLength(1);
  });

  it('are only read in a dry run, and refused by name for a source that there is not', async () => {
    const other = fileOf('other.csv', 'id,recommend\nt-1,3\n');
    expect((await importing('typeform-nps', other, '--dry-run')).text).toContain('1 would be sent');
    expect(await importing('moon', other)).toMatchObject({
      status: 1,
      text: expect.stringContaining('Sources: post-purchase'),
    });
    expect(await responses()).toHaveLength(4);
  });
});
