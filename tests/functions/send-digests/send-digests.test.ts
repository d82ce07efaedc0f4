import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Person } from '../../../functions/domain/person.ts';
import { readLink } from '../../../functions/links.ts';
import { MailRefusedError } from '../../../functions/ports.ts';
import { days, hours, monday } from '../../domain/a-case.ts';
import { away, somebody, staffed } from '../../domain/a-roster.ts';
import { aCompany, later } from './a-company.ts';

const stage = (people: readonly Person[] = [somebody('owner')], lead: Partial<Person> = {}): Configuration =>
  staffed(people, { lead, alerts: { digestAt: '08:00' } });

/** Eight in the morning in Paris, so many days after Monday. */
const eight = (after: number) => monday + days(after) - hours(1);
const resolved = (after: number) => later(after, { type: 'resolved', rootCause: 'carrier', note: 'Sent.' });
const closed = (after: number) =>
  later(after, { type: 'closed', outcome: 'recovered', reason: 'answered' }, 'customer');
const acknowledged = later(hours(1), { type: 'acknowledged' });
const contacted = later(hours(1), { type: 'contacted', note: 'Called.' });

describe('the list of somebody’s day', () => {
  it('tells what is overdue, what falls due before the next list and what was closed since the last', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    company.hasCase('due', { openedAfter: hours(12) }, later(hours(13), { type: 'acknowledged' }));
    company.hasCase('won', {}, resolved(hours(1)), closed(hours(20)));
    company.hasCase('old', {}, resolved(-days(9)), closed(-days(3)));
    company.hasCase('calm', { openedAfter: hours(20) }, contacted);
    company.hasCase('asked', {}, resolved(hours(1)));
    await company.morning(eight(1));
    const [mail, ...others] = company.mailsTo('owner@example.com');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      purpose: 'owner-digest',
      headers: { 'X-Retour-Key': 'digest/own/2026-11-24' },
    });
    expect(mail?.subject.replaceAll('\u202f', ' ')).toBe('Votre journée : 1 en retard, 1 à échéance, 1 clos');
    const names = ['slow', 'due', 'won', 'old', 'calm', 'asked'].filter((name) =>
      mail?.text.includes(`${name}, `),
    );
    expect(names).toEqual(['slow', 'due', 'won']);
  });

  it('has a link to each case, with which its reader can act', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    await company.morning(eight(1));
    const link = /https:\S+/.exec(company.mailsTo('owner@example.com')[0]?.text ?? '')?.[0] ?? '';
    const keys = await company.world.linkKeys.keys();
    expect(readLink(link.split('/').at(-1) ?? '', 'act', keys, eight(1))).toMatchObject({
      kind: 'granted',
      right: { case: 'C-SLOW', by: 'owner@example.com' },
    });
  });

  it('is in their language and on their clock, in the morning of where they live', async () => {
    const people = [somebody('owner', { language: 'en', timeZone: 'America/Montreal' })];
    const company = aCompany(stage(people));
    company.hasCase('slow');
    const sevenInParis = eight(1);
    await company.morning(sevenInParis);
    expect(company.mailsTo('owner@example.com')).toEqual([]);
    await company.morning(sevenInParis + hours(6), 'America/Montreal');
    const [mail] = company.mailsTo('owner@example.com');
    expect(mail?.subject).toBe('Your day: 1 overdue');
    expect(mail?.text).toContain('overdue since Mon 08:00');
  });

  it('is sent once, however often its morning is started', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    await company.morning(eight(1));
    await company.morning(eight(1) + 60_000);
    expect(company.mailsTo('owner@example.com')).toHaveLength(1);
    await company.morning(eight(2));
    expect(company.mailsTo('owner@example.com')).toHaveLength(2);
  });

  it('tells of each closing once, also when a morning failed for good, or one closes while it is read', async () => {
    const company = aCompany(stage());
    company.hasCase('before', {}, resolved(hours(1)), closed(days(1) - hours(2)));
    await company.morning(eight(1));
    company.hasCase('missed', {}, resolved(hours(1)), closed(days(1)));
    const third = eight(3) + 400;
    company.hasCase('later', {}, resolved(hours(1)), closed(third - monday));
    await company.morning(third);
    await company.morning(eight(4));
    const texts = company.mailsTo('owner@example.com').map(({ text }) => text);
    expect(texts).toHaveLength(3);
    for (const name of ['before', 'missed', 'later'])
      expect(texts.filter((text) => text.includes(`${name}, `))).toHaveLength(1);
    expect(texts[2]).toContain('later, ');
  });

  it('tells of what was closed within its last minute the next time, when that is surely written down', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    const write = company.world.mailer.send.bind(company.world.mailer);
    company.world.mailer.send = async (mail) => {
      // Decided just before the list was made, and written down just after it was read.
      company.hasCase('won', {}, resolved(hours(1)), closed(eight(1) - 100 - monday));
      return write(mail);
    };
    await company.morning(eight(1));
    await company.morning(eight(2));
    const texts = company.mailsTo('owner@example.com').map(({ text }) => text);
    expect(texts.map((text) => text.includes('won, '))).toEqual([false, true]);
  });

  it('loses no closing when the very first morning fails', async () => {
    const company = aCompany(stage());
    company.hasCase('won', {}, resolved(hours(1)), closed(hours(20)));
    company.world.mailer.failNext(new Error('the mail service is not there'));
    await expect(company.morning(eight(1))).rejects.toThrow('not there');
    await company.morning(eight(2));
    expect(company.mailsTo('owner@example.com')[0]?.text).toContain('won, ');
  });

  it('is sent by one of two runs when the other has read the cases meanwhile', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    const { cases } = company.world;
    const list = cases.listOpen.bind(cases);
    cases.listOpen = async function* listOnce() {
      cases.listOpen = list;
      await company.morning(eight(1));
      yield* list();
    };
    await company.morning(eight(1));
    expect(company.mailsTo('owner@example.com')).toHaveLength(1);
  });

  it('counts a case once that comes by twice while it changes hands', async () => {
    const company = aCompany(stage());
    for (let index = 0; index < 120; index += 1) company.hasCase(`n${index}`);
    const { cases } = company.world;
    const list = cases.listOpen.bind(cases);
    cases.listOpen = async function* listTwice() {
      yield* list();
      yield 'C-N0';
    };
    await company.morning(eight(1));
    expect(company.mailsTo('owner@example.com')[0]?.subject).toContain('120 en retard');
  });

  it('is not sent when there is nothing to tell', async () => {
    const company = aCompany(stage());
    company.hasCase('calm', { openedAfter: hours(20) }, contacted);
    await company.morning(eight(1));
    expect(company.world.mailer.sent).toEqual([]);
  });

  it('comes on no day off, and then tells of the days between', async () => {
    const company = aCompany(stage([somebody('owner', { hours: 'week' })]));
    company.hasCase('won', {}, resolved(hours(1)), closed(days(5)));
    company.hasCase('slow', { openedAfter: days(4) }, later(days(4) + hours(1), { type: 'acknowledged' }));
    await company.morning(eight(5));
    await company.morning(eight(6));
    expect(company.mailsTo('owner@example.com')).toEqual([]);
    await company.morning(eight(7));
    const [mail] = company.mailsTo('owner@example.com');
    expect(mail?.text).toMatch(/won, /);
    expect(mail?.text).toMatch(/slow, /);
  });

  it('tells on a Friday what falls due at the weekend', async () => {
    const company = aCompany(stage([somebody('owner', { hours: 'week', language: 'en' })]));
    company.hasCase(
      'soon',
      { openedAfter: days(4) - hours(3) },
      later(days(4) - hours(2), { type: 'acknowledged' }),
    );
    await company.morning(eight(4));
    const [mail] = company.mailsTo('owner@example.com');
    expect(mail?.text).toContain('Due before Mon 30 Nov, 08:00 (1)');
    expect(mail?.text).toContain('First contact by Sat 06:00');
  });

  it('goes to the others when one cannot be sent, and to that one when it is tried again', async () => {
    const company = aCompany(stage([somebody('owner'), somebody('other')]));
    company.hasCase('slow');
    company.hasCase('slower', { owner: 'other@example.com' });
    company.world.mailer.failNext(new Error('the mail service is not there'));
    await expect(company.morning(eight(1))).rejects.toThrow('not there');
    expect(company.mailsTo('owner@example.com')).toEqual([]);
    expect(company.mailsTo('other@example.com')).toHaveLength(1);
    await company.morning(eight(1) + 60_000);
    expect(company.mailsTo('owner@example.com')).toHaveLength(1);
    expect(company.mailsTo('other@example.com')).toHaveLength(1);
  });

  it('is given up for an address that takes no mail', async () => {
    const company = aCompany(stage());
    company.hasCase('slow');
    company.world.mailer.failNext(new MailRefusedError('no such mailbox'));
    await company.morning(eight(1));
    await company.morning(eight(1) + 60_000);
    expect(company.mailsTo('owner@example.com')).toEqual([]);
  });

  it('shows fifteen cases of a kind, the longest overdue first, and counts the rest', async () => {
    const company = aCompany(stage());
    for (let index = 0; index < 250; index += 1) company.hasCase(`n${index}`, { openedAfter: -hours(index) });
    await company.morning(eight(1));
    const [mail] = company.mailsTo('owner@example.com');
    expect(mail?.subject).toContain('250 en retard');
    expect(mail?.text).toContain('et 235 autres');
    expect(mail?.text.match(/https:/g)).toHaveLength(15);
    expect(mail?.text).toContain('n249, ');
    expect(mail?.text).not.toContain('n0, ');
  });
});

describe('the list of a team’s day', () => {
  it('goes to its lead, with whose each case is and what nobody has taken', async () => {
    const company = aCompany(stage([somebody('owner'), somebody('other')]));
    company.hasCase('slow');
    company.hasCase('slower', { owner: 'other@example.com' }, acknowledged);
    company.hasCase('free', { owner: 'lead@example.com', queue: true });
    await company.morning(eight(1.1));
    const [mail, ...others] = company.mailsTo('lead@example.com');
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      purpose: 'team-digest',
      headers: { 'X-Retour-Key': 'digest/team/care/2026-11-24' },
    });
    expect(mail?.subject.replaceAll('\u202f', ' ')).toBe('Relation client aujourd’hui : 3 en retard');
    for (const part of ['other', 'owner', 'dans la file', 'pas pris en charge'])
      expect(mail?.text).toContain(part);
  });

  it('goes to the lead’s deputy while they are away, else to the head', async () => {
    const gone = away('2026-11-24');
    const deputised = aCompany(stage([somebody('owner')], { ...gone, deputy: 'owner@example.com' }));
    deputised.hasCase('slow');
    await deputised.morning(eight(1));
    expect(deputised.mailsTo('owner@example.com').map(({ purpose }) => purpose)).toEqual([
      'owner-digest',
      'team-digest',
    ]);
    const headed = aCompany(stage([somebody('owner')], gone));
    headed.hasCase('slow');
    await headed.morning(eight(1));
    expect(headed.mailsTo('head@example.com').map(({ purpose }) => purpose)).toEqual(['team-digest']);
    expect(headed.mailsTo('lead@example.com')).toEqual([]);
  });

  it('tells who stands in again of nothing that its lead was told', async () => {
    const absences = [
      { from: '2026-11-24', to: '2026-11-24' },
      { from: '2026-11-27', to: '2026-11-27' },
    ];
    const company = aCompany(stage([somebody('owner')], { absences, deputy: 'owner@example.com' }));
    company.hasCase('slow', { owner: 'head@example.com' });
    company.hasCase('won', { owner: 'head@example.com' }, resolved(hours(1)), closed(days(1) + hours(3)));
    for (const day of [1, 2, 3, 4]) await company.morning(eight(day));
    const withWon = (email: string) =>
      company
        .mailsTo(email)
        .filter(({ purpose }) => purpose === 'team-digest')
        .map(({ text }) => text.includes('won, '));
    expect(withWon('lead@example.com')).toEqual([true, false]);
    expect(withWon('owner@example.com')).toEqual([false, false]);
  });

  it('is of that team’s cases alone', async () => {
    const { care } = stage().teams;
    if (!care) throw new Error('there is no team');
    const shop = { ...care, name: { en: 'Shop', fr: 'Boutique' }, lead: 'owner@example.com' };
    const company = aCompany({ ...stage(), teams: { care, shop } });
    company.hasCase('ours', { team: 'shop', owner: 'head@example.com' });
    company.hasCase('theirs', { team: 'care', owner: 'head@example.com' });
    await company.morning(eight(1));
    const [mail] = company.mailsTo('owner@example.com');
    expect(mail?.subject).toMatch(/^Boutique aujourd’hui/);
    expect(mail?.text).toContain('ours, ');
    expect(mail?.text).not.toContain('theirs, ');
  });
});
