import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import demo from '../../config/demo.ts';
import { caseOfItem } from '../../functions/aws/case-item.ts';
import { roundsOf } from '../../functions/domain/rounds.ts';
import { postForm } from '../../local/page-visitor.ts';
import { actionLink, answer, aRun, theCase, theMailTo } from './a-run.ts';
import { command } from './command.ts';

const exported = z.object({
  asOf: z.number(),
  record: z.looseObject({ id: z.string() }),
  rounds: z.array(z.object({ clocks: z.array(z.looseObject({ verdict: z.string() })) })),
});

describe('a case of the run', () => {
  const story = aRun();
  const tell = (...words: string[]) => command('bin/case.ts', story.run.url, ...words);

  it('is told with the customer’s words, every verdict and how it follows', async () => {
    const { run } = story;
    const comment = 'Livraison en retard, personne ne répond.';
    await answer(run, {
      id: 'ana',
      email: 'ana@example.com',
      name: 'Ana',
      owner: 'lea@example.com',
      comment,
    });
    const link = actionLink(await theMailTo(run, 'lea@example.com', 'owner-notification'));
    await run.advance('PT26H');
    await postForm(link, { action: 'contacted', note: 'Appelé Ana.' });
    const { id } = await theCase(run, 'ana');
    const { status, text } = await tell(id);
    expect(status).toBe(0);
    expect(text).toContain(`> ${comment}`);
    expect(text).toContain('The rule “detractor” held.');
    expect(text).toContain('Léa Fontaine (Customer care), whom the response itself named.');
    expect(text).toMatch(
      /✕ First contact · Missed\n.*24.h on the calendar “always” from .*: due .*\n.*: missed by 2.h/,
    );
    expect(text).toMatch(/Notified Léa Fontaine\n +Sent because a case opened\./);
    expect(text).toContain('Appelé Ana.');
    expect(text).toContain('What comes next, if nothing happens');
  });

  it('is told in French, too', async () => {
    const { id } = await theCase(story.run, 'ana');
    const { text } = await tell(id, '--language', 'fr');
    expect(text).toMatch(/✕ Premier contact · Dépassé\n.*\n.*dépassé de 2.h/);
  });

  it('is exported whole: its verdicts can be found again under another configuration', async () => {
    const { id } = await theCase(story.run, 'ana');
    const { asOf, record, rounds } = exported.parse(JSON.parse((await tell(id, '--json')).text));
    expect(asOf).toBeGreaterThan(Date.now() + 25 * 3_600_000);
    expect(record.id).toBe(id);
    const again = roundsOf(caseOfItem(record), { ...demo, policies: [], calendars: {} }, asOf);
    expect(JSON.parse(JSON.stringify(again.map(({ clocks }) => clocks)))).toEqual(
      rounds.map(({ clocks }) => clocks),
    );
  });

  it('is asked for by its id, or the mistake is said in a line', async () => {
    expect(await tell('C-NOBODY')).toEqual({
      status: 1,
      text: expect.stringMatching(/^There is no case C-NOBODY on the run at .*\n$/),
    });
    expect((await tell()).text).toContain('Give one case id.');
    expect((await tell('C-NOBODY', '--language', 'de')).text).toContain('--language: give en or fr');
  });

  it('is counted in the report, by the run’s clock', async () => {
    const { run } = story;
    await answer(run, { id: 'bo', score: 10, email: 'bo@example.com' });
    const report = (...words: string[]) => command('bin/report.ts', run.url, ...words);
    const { status, text } = await report('--by', 'owner');
    expect(status).toBe(0);
    expect(text).toMatch(/responses +unhappy +cases +open\n +all +2 +1 +1 +1\n/);
    expect(text).toMatch(/first contact, on the team’s calendar\n[\s\S]*?all +0\.0 % +0 +1 +1 +0 +0 +0\n/);
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse((await report('--csv')).text, { columns: true }));
    expect(
      rows.find(({ figure, measure }) => figure === 'close-the-loop' && measure === 'share'),
    ).toMatchObject({
      group: 'all',
      value: '0.0000',
    });
    expect((await report('--by', 'weather')).status).toBe(1);
  });
});
