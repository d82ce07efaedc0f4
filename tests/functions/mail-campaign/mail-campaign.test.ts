import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailCampaign } from '../../../functions/mail-campaign/mail-campaign.ts';
import { MailNotSentError } from '../../../functions/ports.ts';
import { configuration, days, hours, monday } from '../../domain/a-case.ts';
import { aCampaign, asker, improvement } from './a-campaign.ts';

const five = ['ana', 'bob', 'cid', 'dea', 'eve'];
const everyone = five.map((name) => `${name}@example.com`);
const quietHours = { from: '08:00', to: '10:00', timeZone: 'Europe/Paris' };
const hushed = { ...configuration, mail: { ...configuration.mail, quietHours } };

describe('a campaign', () => {
  it('goes from page to page and mails everybody who asked', async () => {
    const { run, recipients } = aCampaign(five.map((name) => asker(name)));
    const pages = await run();
    expect(pages.map(({ more, cursor }) => [more, cursor !== undefined])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
    expect(pages.map(({ tally }) => tally.mailed)).toEqual([2, 4, 5]);
    expect(recipients()).toEqual(everyone);
  });

  it('takes several pages in a step, and no more mails than fit into its time', async () => {
    const { ports, around } = aCampaign(five.map((name) => asker(name)));
    const step = (mails: number) =>
      mailCampaign(ports, around, { improvement }, monday, { pages: 10, mails });
    expect(await step(3)).toMatchObject({ more: true, tally: { mailed: 4 } });
    expect(await step(100)).toMatchObject({ more: false, tally: { mailed: 1 } });
  });

  it('says what is new in the customer’s language and quotes what they asked for', async () => {
    const { answers } = asker('bob');
    const late = { answers: { ...answers, comment: 'Why so late?' }, language: 'en' };
    const { run, mailer } = aCampaign([asker('ana'), asker('bob', late)]);
    await run();
    const [toAna, toBob] = mailer.sent;
    expect(toAna).toMatchObject({ purpose: 'campaign', subject: expect.stringContaining('lendemain') });
    expect(toAna?.text).toContain('personne ne répond');
    expect(toBob?.subject).toContain('Next-day delivery');
    expect(toBob?.text).toContain('Why so late?');
  });

  it('mails somebody who asked twice once', async () => {
    const { run, recipients, improvements } = aCampaign([
      asker('ana'),
      asker('ana', { asked: 2 }),
      asker('bob'),
    ]);
    await run();
    expect(recipients()).toEqual(['ana@example.com', 'bob@example.com']);
    expect(improvements.tallies.get(improvement.id)).toEqual({
      asked: 3,
      mailed: 2,
      alreadyTold: 1,
      held: {},
    });
  });

  it('mails nobody twice when it runs twice, even years later', async () => {
    const { run, recipients, improvements } = aCampaign(five.map((name) => asker(name)));
    await run();
    await run(monday + days(100));
    expect(recipients()).toEqual(everyone);
    expect(improvements.tallies.get(improvement.id)).toMatchObject({ asked: 5, mailed: 0, alreadyTold: 5 });
  });

  it('mails nobody twice when it runs twice at the same time', async () => {
    const { run, recipients } = aCampaign(five.map((name) => asker(name)));
    await Promise.all([run(), run(), run()]);
    expect(recipients()).toEqual(everyone);
  });

  it('looks as far back as is configured, from when the improvement shipped first', async () => {
    const longAgo = { ...asker('bob').answers, submittedAt: monday - days(181) };
    const { run, recipients } = aCampaign([asker('ana'), asker('bob', { answers: longAgo })]);
    await run();
    await run(monday + days(300));
    expect(recipients()).toEqual(['ana@example.com']);
  });

  it('counts whom it may not mail, by the reason', async () => {
    const { run, customers, improvements, recipients } = aCampaign([
      asker('ana'),
      asker('bob', { deleted: true }),
      asker('cid', { source: 'careful' }),
      asker('dea', { answers: {} }),
      asker('eve'),
      asker('fay'),
    ]);
    await customers.suppress('p-eve', 'eve@example.com', 'complained', monday);
    const other = {
      customerKey: 'p-fay',
      email: 'fay@example.com',
      mailId: 'other',
      purpose: 'campaign',
    } as const;
    await customers.claimMail(other, monday - hours(1));
    await run();
    expect(recipients()).toEqual(['ana@example.com']);
    expect(improvements.tallies.get(improvement.id)).toEqual({
      asked: 6,
      mailed: 1,
      alreadyTold: 0,
      held: { deleted: 1, 'no-consent': 1, 'no-address': 1, complained: 1, 'asked-recently': 1 },
    });
  });
});

describe('a campaign in quiet hours', () => {
  it('mails those it could not disturb when the hours end, and nobody again', async () => {
    const { run, page, recipients, mailer } = aCampaign(
      five.map((name) => asker(name)),
      { around: hushed },
    );
    const before = await page({ improvement }, monday - hours(2));
    expect(before.tally.mailed).toBe(2);
    const pages = await run();
    expect(pages.find(({ resumeAt }) => resumeAt)?.resumeAt).toBe(new Date(monday + hours(1)).toISOString());
    expect(recipients()).toEqual(everyone);
    expect(mailer.sent).toHaveLength(5);
    expect(pages.at(-1)?.tally).toEqual({ asked: 5, mailed: 3, alreadyTold: 2, held: {} });
  });
});

describe('a campaign whose mail service throttles', () => {
  it('stops in the middle of a page, and the next attempt mails the rest of it', async () => {
    const { page, mailer, recipients } = aCampaign(
      five.map((name) => asker(name)),
      { pageSize: 5 },
    );
    mailer.failNext(new MailNotSentError('throttled'));
    await expect(page({ improvement }, monday)).rejects.toBeInstanceOf(MailNotSentError);
    expect((await page({ improvement }, monday)).tally).toMatchObject({ asked: 5, mailed: 5 });
    expect(recipients()).toEqual(everyone);
  });

  it('mails everybody once, wherever it is throttled and however the pages fall', async () => {
    const names = fc.uniqueArray(fc.constantFrom(...five, 'fay', 'gus'), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.integer({ min: 1, max: 4 }),
        fc.nat({ max: 6 }),
        async (some, pageSize, which) => {
          const { run, mailer, recipients } = aCampaign(
            some.map((name) => asker(name)),
            { pageSize },
          );
          const { send } = mailer;
          let tries = 0;
          mailer.send = async (mail) => {
            tries += 1;
            if (tries === which) throw new MailNotSentError('throttled');
            return send.call(mailer, mail);
          };
          await run();
          expect(recipients()).toEqual(some.map((name) => `${name}@example.com`).toSorted());
        },
      ),
    );
  });
});
