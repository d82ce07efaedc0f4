import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openPage, postForm } from '../../local/page-visitor.ts';
import {
  actionLink,
  answer,
  aRun,
  eventTypes,
  mailsTo,
  skipTo,
  theCase,
  theMailTo,
  toldOf,
} from './a-run.ts';
import { command } from './command.ts';
import { office } from './office.ts';

/**
 * What people complain of in other systems for this kind of work, one story each, in a company that works from Monday
 * to Friday with a lunch break.
 */

const lea = 'lea@example.com';

/** The page of a case that its owner was told of. */
async function pageOf(run: ReturnType<typeof aRun>['run'], id: string, owner = lea): Promise<string> {
  const { id: caseId } = await theCase(run, id);
  const told = (await mailsTo(run, owner)).find(({ headers }) =>
    headers['X-Retour-Key']?.startsWith(`${caseId}/`),
  );
  if (!told) throw new Error(`${owner} was told nothing of ${id}`);
  return actionLink(told);
}

const resolved = { action: 'resolve', rootCause: 'other', note: 'Votre colis est reparti en express.' };

describe('security scanners that open every link', () => {
  const story = aRun();

  it('acknowledge nothing, resolve nothing and rate nothing', async () => {
    const { run } = story;
    await answer(run, { id: 'scanned', email: 'ana@example.com', owner: lea });
    const page = await pageOf(run, 'scanned');
    const scan = async (link: string) => {
      for (const method of ['GET', 'HEAD']) await fetch(link, { method });
      const { html } = await openPage(link);
      // A page whose scripts a scanner may run has none.
      expect(html).not.toMatch(/<script|\son\w+=|http-equiv="?refresh/i);
      for (const [, target = ''] of html.matchAll(/href="([^"]+)"/g))
        if (/^https?:|^[/?]/.test(target)) await fetch(new URL(target, link));
    };
    const before = await theCase(run, 'scanned');
    await scan(page);
    expect(await theCase(run, 'scanned')).toEqual(before);
    await postForm(page, resolved);
    await run.advance('PT11M');
    await run.advance('P3D');
    const survey = await theMailTo(run, 'ana@example.com', 'recovery-survey');
    const asked = await theCase(run, 'scanned');
    expect(survey.links.filter((link) => link.includes('/recovery/')).length).toBeGreaterThan(4);
    for (const link of survey.links) await scan(link);
    expect(await theCase(run, 'scanned')).toEqual(asked);
    expect((await run.table('customers')).some((row) => 'suppressed' in row)).toBe(false);
  });
});

describe('clocks', () => {
  const story = aRun({ stage: office });
  const dues = async (id: string) => {
    const { id: caseId } = await theCase(story.run, id);
    return (await command('bin/case.ts', story.run.url, caseId)).text;
  };

  it('business hours too crude: a lunch break and a weekend are no working time', async () => {
    const { run } = story;
    await skipTo(run, 'Fri 11:00');
    await answer(run, { id: 'crude', email: 'bo@example.com', owner: lea });
    const text = await dues('crude');
    // An hour before lunch and three after it; two hours of first contact are left for Monday.
    expect(text).toMatch(/4.h on the calendar “office” from Fri \d+ \w+, 11:00: due Fri \d+ \w+, 16:00\./);
    expect(text).toMatch(/7.h on the calendar “office” from Fri \d+ \w+, 11:00: due Mon \d+ \w+, 11:00\./);
    expect(text).toMatch(/96.h day and night from Fri \d+ \w+, 11:00: due Tue \d+ \w+, 11:00\./);
  });

  it('no pause while waiting for the customer: the clock of the resolution stands still', async () => {
    const { run } = story;
    const page = await pageOf(run, 'crude');
    await postForm(page, { action: 'contacted', note: 'Appelé Bo.' });
    await postForm(page, { action: 'waiting', note: 'numéro de commande' });
    await skipTo(run, 'Wed 10:00');
    const { id } = await theCase(run, 'crude');
    expect((await toldOf(run, id)).filter((told) => told.includes('resolution'))).toEqual([]);
    expect(await dues('crude')).toContain('‖ Resolution · Paused');
    expect((await openPage(page)).html).toMatch(/En pause|Paused/);
  });

  it('a pause that goes wrong: nothing is overdue on return, and the clock goes on from where it stood', async () => {
    const { run } = story;
    const page = await pageOf(run, 'crude');
    // Due on Tuesday, had the clock run; of fourteen hours hardly any was used.
    await postForm(page, { action: 'resume' });
    const text = await dues('crude');
    expect(text).toMatch(/○ Resolution · Running/);
    expect(text).toMatch(
      /numéro de commande\): \d+\sh[^\n]* do not count\.\n[^\n]*: (14\sh|13\sh\s\d\d) left/,
    );
    const { id } = await theCase(run, 'crude');
    expect((await toldOf(run, id)).some((told) => told.includes('breach'))).toBe(false);
    await postForm(page, resolved);
  });

  it('the eternal goodbye: a thank-you starts no clock and reopens nothing', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 09:30');
    await answer(run, { id: 'thanks', email: 'cy@example.com', owner: lea, comment: 'Colis jamais reçu.' });
    const page = await pageOf(run, 'thanks');
    await postForm(page, { action: 'contacted', note: 'Appelé Cy.' });
    await say(run, 'thanks', { score: 9, comment: 'Merci beaucoup, tout est parfait maintenant !' });
    expect((await openPage(page)).html).not.toMatch(/Réponse suivante/);
    await postForm(page, resolved);
    await say(run, 'thanks', { score: 10, comment: 'Encore merci, bonne journée !' });
    await skipTo(run, 'Thu 09:00');
    const { id } = await theCase(run, 'thanks');
    expect((await toldOf(run, id)).filter((told) => /breach|nextResponse/.test(told))).toEqual([]);
    expect(await eventTypes(run, 'thanks')).not.toContain('reopened');
  });

  it('a question back does start one', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 09:30');
    await answer(run, { id: 'asks', email: 'dee@example.com', owner: lea, comment: 'Colis jamais reçu.' });
    const page = await pageOf(run, 'asks');
    await postForm(page, { action: 'contacted', note: 'Appelé Dee.' });
    await say(run, 'asks', { score: 1, comment: 'Toujours rien, où est mon colis ?' });
    await skipTo(run, 'Mon 14:00');
    const { id } = await theCase(run, 'asks');
    expect(await toldOf(run, id)).toContain('round-0/nextResponse-1/50% → lea');
    await postForm(page, resolved);
  });
});

async function say(run: ReturnType<typeof aRun>['run'], id: string, data: object): Promise<void> {
  const at = new Date(await run.now()).toISOString();
  await run.post('post-purchase', { type: 'response.updated', timestamp: at, data: { id, ...data } });
  await run.idle();
}

describe('alerts', () => {
  const story = aRun({ stage: office });

  it('at midnight and at the weekend: what can wait comes on Monday at nine, and says so', async () => {
    const { run } = story;
    await skipTo(run, 'Fri 23:30');
    await answer(run, { id: 'night', email: 'ana@example.com', owner: lea });
    await skipTo(run, 'Mon 08:59');
    expect((await mailsTo(run, lea)).filter(({ purpose }) => purpose !== 'owner-digest')).toEqual([]);
    await run.advance('PT2M');
    const [mail] = await mailsTo(run, lea, 'owner-notification');
    expect(mail?.text).toMatch(/Retenu à partir de ven\. \d+ \S+ 23:30/);
  });

  it('steps that are not looked at again when they fire: whoever acts hears no more of it', async () => {
    const { run } = story;
    const page = await pageOf(run, 'night');
    await postForm(page, { action: 'acknowledge' });
    await postForm(page, { action: 'contacted', note: 'Appelé Ana.' });
    await skipTo(run, 'Tue 09:00');
    const { id } = await theCase(run, 'night');
    expect((await toldOf(run, id)).filter((told) => /acknowledge|firstContact/.test(told))).toEqual([]);
    await postForm(page, resolved);
  });

  it('a ladder that fires its first step only: each step comes, to each whom it names, in working time', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 09:00');
    await answer(run, { id: 'ladder', email: 'eve@example.com', owner: lea });
    await skipTo(run, 'Fri 16:59');
    const { id, events } = await theCase(run, 'ladder');
    const told = await toldOf(run, id);
    for (const step of [
      '50% → lea',
      '75% → lea',
      'breach-0 → lea',
      'breach-0 → sami',
      'breach-1 → sami',
      'breach-2 → claire',
    ])
      expect(told).toContain(`round-0/acknowledge/${step}`);
    expect(new Set(told).size).toBe(told.length);
    expect(events).toContainEqual(expect.objectContaining({ type: 'reassigned', to: 'sami@example.com' }));
    await skipTo(run, 'Thu 16:59');
    expect((await toldOf(run, id)).some((one) => /unacknowledged-\d+ → sami/.test(one))).toBe(true);
    await postForm(await pageOf(run, 'ladder', 'sami@example.com'), resolved);
  });

  it('that reach only who has a licence: the owner whom the answer names is told, and acts without a log-in', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 10:00');
    await answer(run, { id: 'guest', email: 'flo@example.com', owner: 'new.colleague@example.com' });
    const page = await pageOf(run, 'guest', 'new.colleague@example.com');
    expect((await postForm(page, { action: 'acknowledge' })).status).toBe(200);
    expect(await eventTypes(run, 'guest')).toContain('acknowledged');
    await postForm(page, resolved);
  });

  it('that are too many: after ten of a day the rest comes in one, and the morning has one list', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 09:00');
    const emma = 'emma@example.com';
    const before = (await mailsTo(run, emma)).length;
    for (let index = 0; index < 13; index += 1)
      await answer(run, { id: `many-${index}`, email: `many-${index}@example.com`, owner: emma });
    const purposes = async () => (await mailsTo(run, emma)).slice(before).map(({ purpose }) => purpose);
    expect(await purposes()).toEqual([...Array<string>(10).fill('owner-notification'), 'owner-overview']);
    // The next overview comes within 110 minutes, and the first warnings after two hours.
    await run.advance('PT1H55M');
    const [, second, ...others] = await mailsTo(run, emma, 'owner-overview');
    expect(others).toEqual([]);
    expect(second?.subject).toBe('2 more cases, beyond 10 messages a day');
    expect(
      (await run.notifications()).filter(({ attributes }) => attributes['owner'] === emma).length,
    ).toBeGreaterThanOrEqual(13);
    await skipTo(run, 'Tue 08:00');
    const [digest, ...more] = await mailsTo(run, emma, 'owner-digest');
    expect(more).toEqual([]);
    expect(digest?.subject).toBe('Your day: 13 overdue');
    const team = (await mailsTo(run, 'sami@example.com', 'team-digest')).at(-1);
    expect(team?.subject).toMatch(/13 en retard/);
  });
});

describe('outcomes and figures', () => {
  const story = aRun({ stage: office });
  const surveyLink = async (address: string) => {
    const survey = (await mailsTo(story.run, address, 'recovery-survey')).at(-1);
    return survey?.links.find((link) => link.includes('/recovery/'))?.split('?')[0] ?? '';
  };

  it('whether it worked is rarely asked: here after each resolution, and a low answer opens the case again', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 10:00');
    await answer(run, { id: 'asked', email: 'ana@example.com', owner: lea, comment: 'Colis jamais reçu.' });
    await postForm(await pageOf(run, 'asked'), resolved);
    await run.advance('PT11M');
    await run.advance('P3D');
    await postForm(await surveyLink('ana@example.com'), { score: '1', comment: 'Rien reçu.', fcr: 'no' });
    await run.idle();
    await skipTo(run, 'Mon 09:00');
    expect(await eventTypes(run, 'asked')).toContain('reopened');
    const again = (await mailsTo(run, lea)).find(({ subject }) => subject.startsWith('Rouvert'));
    expect(again?.text).toContain('Rien reçu.');
    await postForm(actionLink(again ?? (await theMailTo(run, lea, 'owner-notification'))), resolved);
    await run.advance('PT11M');
    await run.advance('P3D');
    expect(await mailsTo(run, 'ana@example.com', 'recovery-survey')).toHaveLength(2);
    await postForm(await surveyLink('ana@example.com'), { score: '5' });
    await run.idle();
    expect((await theCase(run, 'asked')).events.at(-1)).toMatchObject({
      type: 'closed',
      outcome: 'recovered',
    });
  });

  it('a survey that goes out on cases that nobody worked on does not: those have no resolution to ask about', async () => {
    const { run } = story;
    await answer(run, { id: 'ignored', email: 'gus@example.com', owner: lea });
    await run.advance('P14D');
    expect(await mailsTo(run, 'gus@example.com')).toEqual([]);
  });

  it('figures that people argue with: what is open and overdue is missed, with the definition beside it', async () => {
    const { run } = story;
    const report = (...words: string[]) => command('bin/report.ts', run.url, '--since', 'P90D', ...words);
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse((await report('--csv')).text, { columns: true }));
    const numberOf = (wanted: string) =>
      rows.find(
        ({ group, figure, measure }) =>
          group === 'all' && figure === 'firstContact/team' && measure === wanted,
      )?.['value'];
    // Of the case that was asked about the first round was kept, the second was not; the other is overdue still.
    expect(['part', 'missed', 'overdueNow'].map(numberOf)).toEqual(['1', '2', '1']);
    expect((await report()).text.replaceAll(/\s+/g, ' ')).toContain(
      'What is overdue and still open is missed',
    );
  });

  it('erasure that misses people: a deleted answer closes its case and leaves no word of it', async () => {
    const { run } = story;
    const comment = 'Mon adresse est 3 rue des Lilas.';
    await answer(run, { id: 'erased', email: 'hal@example.com', owner: lea, comment });
    await run.post('post-purchase', { type: 'response.deleted', data: { id: 'erased' } });
    await run.idle();
    expect((await theCase(run, 'erased')).events.at(-1)).toMatchObject({
      type: 'closed',
      reason: 'feedback-deleted',
    });
    for (const table of ['feedback', 'cases', 'deliveries', 'owners'])
      expect(JSON.stringify(await run.table(table))).not.toContain('rue des Lilas');
  });

  it('alerts that wait for a finished survey: the score alone opens the case, the comment follows', async () => {
    const { run } = story;
    await skipTo(run, 'Mon 10:00');
    const at = new Date(await run.now()).toISOString();
    const customer = { email: 'ida@example.com' };
    const attributes = { owner: lea };
    await run.post('post-purchase', {
      type: 'response.created',
      timestamp: at,
      data: { id: 'partial', score: 2, customer, attributes },
    });
    await run.idle();
    const { id } = await theCase(run, 'partial');
    expect(await toldOf(run, id)).toEqual(['round-0 → lea']);
    await say(run, 'partial', { score: 2, comment: 'Colis jamais reçu.' });
    expect((await toldOf(run, id)).at(-1)).toMatch(/^feedback-changed-\d+ → lea$/);
  });
});
