import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answer, aRun, mailsTo } from './a-run.ts';

interface Said {
  readonly status: number | null;
  readonly text: string;
}

function command(program: string, url: string, ...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, [program, ...words], { env: { ...process.env, RETOUR_URL: url } });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text += chunk;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, text })));
}

describe('an improvement that ships', () => {
  const story = aRun();
  const ship = () =>
    command(
      'bin/ship.ts',
      story.run.url,
      ...[
        '--theme',
        'delivery',
        '--title',
        'Parcels leave the same day',
        '--title-fr',
        'Vos colis partent le jour même',
      ],
    );

  it('is told to everyone who asked for it, each in their language and with their words', async () => {
    const { run } = story;
    await answer(run, {
      id: 'fr',
      score: 9,
      email: 'zoe@example.com',
      comment: 'Bien, mais la livraison est trop lente.',
    });
    await answer(run, {
      id: 'en',
      score: 8,
      email: 'joe@example.com',
      comment: 'Good, but delivery takes far too long.',
    });
    await answer(run, {
      id: 'other',
      score: 9,
      email: 'ida@example.com',
      comment: 'Le produit est superbe.',
    });
    await answer(run, { id: 'anonymous', score: 7, comment: 'Livraison un peu lente.' });
    const { status, text } = await ship();
    expect(text).toContain('told now: 2');
    expect(status).toBe(0);
    const [french] = await mailsTo(run, 'zoe@example.com', 'campaign');
    expect(french?.subject).toContain('Vos colis partent le jour même');
    expect(french?.text).toContain('la livraison est trop lente');
    const [english] = await mailsTo(run, 'joe@example.com', 'campaign');
    expect(english?.text).toContain('delivery takes far too long');
    expect(await mailsTo(run, 'ida@example.com', 'campaign')).toEqual([]);
  });

  it('is told to nobody twice, however often it is shipped', async () => {
    const { text } = await ship();
    expect(text).toContain('told now: 0');
    expect((await story.run.mail()).filter(({ purpose }) => purpose === 'campaign')).toHaveLength(2);
  });

  it('reaches those who asked since', async () => {
    await answer(story.run, {
      id: 'late',
      score: 6,
      email: 'eve@example.com',
      comment: 'Livraison en retard !',
    });
    expect((await ship()).text).toContain('told now: 1');
  });

  it('says which themes there are when the theme is unknown', async () => {
    const { status, text } = await command(
      'bin/ship.ts',
      story.run.url,
      '--theme',
      'moon',
      '--title',
      'x',
      '--title-fr',
      'x',
    );
    expect(status).toBe(1);
    expect(text).toContain('delivery');
  });
});

describe('a delivery that cannot be read', () => {
  const story = aRun();

  it('is set aside, counted, and sent through the intake again by one command', async () => {
    const { run } = story;
    const refused = await run.post('post-purchase', {
      type: 'response.completed',
      data: { id: 'odd', score: 11 },
    });
    expect(refused.status).toBe(202);
    await run.idle();
    expect(await run.table('feedback')).toEqual([]);
    expect((await command('bin/replay.ts', run.url, '--list')).text).toContain('1 delivery set aside');
    expect((await command('bin/replay.ts', run.url)).status).toBe(0);
    await run.idle();
    // Nothing was mended, so it is set aside still: a replay never loses what it cannot read.
    expect((await command('bin/replay.ts', run.url, '--list')).text).toContain('1 delivery set aside');
  });
});
