import { describe, expect, it } from 'vitest';
import { answer, aRun, mailsTo } from './a-run.ts';
import { command } from './command.ts';

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
