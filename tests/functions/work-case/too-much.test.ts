import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Priority } from '../../../functions/domain/priority.ts';
import { readLink } from '../../../functions/links.ts';
import { MailRefusedError } from '../../../functions/ports.ts';
import { workCase } from '../../../functions/work-case/work-case.ts';
import { configuration, days, hours, minutes, monday } from '../../domain/a-case.ts';
import { aCompany, later } from '../send-digests/a-company.ts';
import { baseUrl } from './case-life.ts';

const three: Configuration = { ...configuration, alerts: { ...configuration.alerts, mostPerDay: 3 } };

/** Cases that open one after the other, each worked once when it does. */
function flooded(stage: Configuration = three) {
  const company = aCompany(stage);
  const open = async (
    from: number,
    to: number,
    at = monday,
    priority: Priority = 'normal',
    owner = 'owner@example.com',
    watchers: readonly string[] = [],
  ) => {
    for (let index = from; index < to; index += 1) {
      company.hasCase(`n${index}`, { openedAfter: at - monday, owner });
      const record = company.world.cases.cases.get(`C-N${index}`);
      const [first] = record?.events ?? [];
      if (record && first?.type === 'opened')
        company.world.cases.cases.set(record.id, { ...record, events: [{ ...first, priority, watchers }] });
      await workCase(company.world, { configuration: stage, baseUrl }, `C-N${index}`, at);
    }
  };
  const purposes = () => company.mailsTo('owner@example.com').map(({ purpose }) => purpose);
  const toldOf = (index: number) =>
    company.world.cases.cases.get(`C-N${index}`)?.events.find(({ type }) => type === 'told');
  return { ...company, open, purposes, toldOf };
}

describe('more messages than somebody can read in a day', () => {
  it('come in an overview instead of the one above the measure, at once', async () => {
    const company = flooded();
    await company.open(0, 4);
    expect(company.purposes()).toEqual([...Array(3).fill('owner-notification'), 'owner-overview']);
    const overview = company.mailsTo('owner@example.com').at(-1);
    expect(overview?.subject).toBe('Un autre cas, au-delà de 3 messages par jour');
    expect(overview?.text).toContain('n3, Détracteur 3/10');
    expect(overview?.text).toContain('Prise en charge avant lun. 14:00');
    expect(company.toldOf(3)).toMatchObject({ to: ['owner@example.com'], inOverview: ['owner@example.com'] });
    expect(company.toldOf(2)).not.toHaveProperty('inOverview');
  });

  it('are collected for the next one, an hour later at the earliest', async () => {
    const company = flooded();
    await company.open(0, 8);
    expect(company.purposes().filter((purpose) => purpose === 'owner-overview')).toHaveLength(1);
    await company.overviews(monday + minutes(50) - 1);
    expect(company.purposes()).toHaveLength(4);
    // A run that is started every hour comes a moment early as often as not.
    await company.overviews(monday + hours(1) - 100);
    const overview = company.mailsTo('owner@example.com').at(-1);
    expect(company.purposes()).toHaveLength(5);
    expect(overview?.subject).toBe('4 autres cas, au-delà de 3 messages par jour');
    for (const name of ['n4', 'n5', 'n6', 'n7']) expect(overview?.text).toContain(`${name}, `);
    await company.overviews(monday + hours(5));
    expect(company.purposes()).toHaveLength(5);
  });

  it('are told one by one again on another day', async () => {
    const company = flooded();
    await company.open(0, 4);
    await company.open(4, 6, monday + days(1));
    expect(company.purposes().slice(4)).toEqual(['owner-notification', 'owner-notification']);
  });

  it('are each published to the owners’ topic all the same', async () => {
    const company = flooded();
    await company.open(0, 8);
    expect(company.world.notices.published).toHaveLength(8);
  });

  it('are urgent ones besides, which neither count nor wait', async () => {
    const company = flooded();
    await company.open(0, 5, monday, 'urgent');
    await company.open(5, 8);
    expect(company.purposes()).toEqual(Array(8).fill('owner-notification'));
  });

  it('leave out of the overview what became needless', async () => {
    const company = flooded();
    await company.open(0, 6);
    const record = await company.world.cases.get('C-N4');
    if (!record) throw new Error('there is no case');
    await company.world.cases.append(record, [later(minutes(5), { type: 'acknowledged' })]);
    await company.overviews(monday + hours(1));
    const overview = company.mailsTo('owner@example.com').at(-1);
    expect(overview?.text).toContain('n5, ');
    expect(overview?.text).not.toContain('n4, ');
  });

  it('wait until their reader is back, as each of them would have, unless something falls due before', async () => {
    const stage = { ...three, people: three.people.map((one) => ({ ...one, hours: 'office' })) };
    const company = flooded(stage);
    await company.open(0, 6, monday + hours(8.5));
    expect(company.purposes()).toHaveLength(4);
    // At half past six the office is closed until nine.
    await company.overviews(monday + hours(9.5));
    expect(company.purposes()).toHaveLength(4);
    await company.overviews(monday + days(1));
    expect(company.purposes()).toHaveLength(5);

    const [policy] = stage.policies;
    if (!policy) throw new Error('there is no policy');
    const firstContact = { within: hours(12), calendar: 'always' };
    const soon = { ...policy, targets: { ...policy.targets, firstContact } };
    const pressed = flooded({ ...stage, policies: [soon] });
    await pressed.open(0, 6, monday + hours(8.5));
    await pressed.overviews(monday + hours(9.5));
    expect(pressed.purposes()).toHaveLength(5);
    expect(pressed.mailsTo('owner@example.com').at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain(
      'Hors de vos horaires, car l’échéance « premier contact » tombe mar. 24 nov. 05:30',
    );
  });

  it('send no overview at all when all of it became needless', async () => {
    const company = flooded();
    await company.open(0, 5);
    const record = await company.world.cases.get('C-N4');
    if (!record) throw new Error('there is no case');
    await company.world.cases.append(record, [later(minutes(5), { type: 'acknowledged' })]);
    await company.overviews(monday + hours(1));
    expect(company.purposes().filter((purpose) => purpose === 'owner-overview')).toHaveLength(1);
    expect(await company.world.owners.collectedFor('owner@example.com', 100)).toEqual([]);
  });

  it('are not lost when the overview fails', async () => {
    const company = flooded();
    await company.open(0, 6);
    company.world.mailer.failNext(new Error('the mail service is not there'));
    await expect(company.overviews(monday + hours(1))).rejects.toThrow('not there');
    await company.overviews(monday + hours(2));
    const overview = company.mailsTo('owner@example.com').at(-1);
    for (const name of ['n4', 'n5']) expect(overview?.text).toContain(`${name}, `);
  });

  it('hold up no case when their overview fails: it is made up for within the hour', async () => {
    const company = flooded();
    await company.open(0, 3);
    company.world.mailer.failNext(new Error('the mail service is not there'));
    await company.open(3, 4);
    expect(company.toldOf(3)).toMatchObject({ inOverview: ['owner@example.com'] });
    expect(company.purposes()).toHaveLength(3);
    await company.open(4, 6);
    expect(company.purposes()).toHaveLength(3);
    await company.overviews(monday + hours(1));
    expect(company.purposes().at(-1)).toBe('owner-overview');
    for (const name of ['n3', 'n4', 'n5'])
      expect(company.mailsTo('owner@example.com').at(-1)?.text).toContain(`${name}, `);
  });

  it('are said to be in an overview also when somebody else changed the case meanwhile', async () => {
    const company = flooded();
    await company.open(0, 3);
    const { append } = company.world.cases;
    company.world.cases.append = async (record, events) => {
      company.world.cases.append = append;
      await append.call(company.world.cases, record, [
        later(0, { type: 'linked', case: 'C-OTHER' }, 'retour'),
      ]);
      return append.call(company.world.cases, record, events);
    };
    await company.open(3, 4);
    expect(company.toldOf(3)).toMatchObject({ to: ['owner@example.com'], inOverview: ['owner@example.com'] });
    expect(company.world.notices.published).toHaveLength(4);
  });

  it('come to the fallback owner when their reader can never be mailed', async () => {
    const company = flooded();
    const { mailer } = company.world;
    const send = mailer.send.bind(mailer);
    mailer.send = async (mail) => {
      if (mail.to.email === 'other@example.com') throw new MailRefusedError();
      return send(mail);
    };
    await company.open(0, 6, monday, 'normal', 'other@example.com');
    await company.overviews(monday + hours(1));
    const told = company.mailsTo('owner@example.com').map(({ text }) => text);
    for (const name of ['n0', 'n1', 'n2', 'n3', 'n4', 'n5'])
      expect(told.some((text) => text.includes(name))).toBe(true);
  });

  it('are links with which a watcher can only look', async () => {
    const company = flooded({ ...three, alerts: { ...three.alerts, mostPerDay: 1 } });
    await company.open(0, 2, monday, 'normal', 'owner@example.com', ['other@example.com']);
    const keys = await company.world.linkKeys.keys();
    const linkIn = (email: string) => {
      const overview = company.mailsTo(email).find(({ purpose }) => purpose === 'owner-overview');
      return (
        /https:\S+/
          .exec(overview?.text ?? '')?.[0]
          ?.split('/')
          .at(-1) ?? ''
      );
    };
    expect(readLink(linkIn('owner@example.com'), 'act', keys, monday).kind).toBe('granted');
    expect(readLink(linkIn('other@example.com'), 'act', keys, monday).kind).toBe('broken');
    expect(readLink(linkIn('other@example.com'), 'see', keys, monday).kind).toBe('granted');
  });

  it('are one line of the overview for each case, by the gravest news of it', async () => {
    const company = flooded();
    await company.open(0, 3);
    const stage = { configuration: three, baseUrl };
    for (const at of [minutes(150), hours(3), hours(5)].map((after) => monday + after))
      await workCase(company.world, stage, 'C-N0', at);
    // A warning at once, another half an hour later, which waits, and with it the breach.
    expect(company.purposes().slice(3)).toEqual(['owner-overview', 'owner-overview']);
    const overview = company.mailsTo('owner@example.com').at(-1);
    expect(overview?.text.match(/n0, /g)).toHaveLength(1);
    expect(overview?.text.replaceAll('\u202f', ' ')).toContain('Prise en charge : échéance dépassée');
  });
});

describe('an overview', () => {
  const overviewsOf = (company: ReturnType<typeof flooded>, email: string) =>
    company.mailsTo(email).filter(({ purpose }) => purpose === 'owner-overview');

  it('names every case of a flood in the end, thirty at a time', async () => {
    const company = flooded();
    await company.open(0, 50);
    for (const hour of [1, 2, 3]) await company.overviews(monday + hours(hour));
    const sent = overviewsOf(company, 'owner@example.com');
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Un autre cas, au-delà de 3 messages par jour',
      '46 autres cas, au-delà de 3 messages par jour',
      '16 autres cas, au-delà de 3 messages par jour',
    ]);
    expect(sent[1]?.text.replaceAll(/\s+/g, ' ')).toContain('et 16 autres, dans le prochain message');
    const texts = company.mailsTo('owner@example.com').map(({ subject, text }) => `${subject} ${text}`);
    for (let index = 0; index < 50; index += 1)
      expect(texts.filter((text) => new RegExp(`\\bn${index}\\b`).test(text))).toHaveLength(1);
  });

  it('tells nobody as theirs what is somebody else’s by then, but that it went', async () => {
    const company = flooded();
    await company.open(0, 6);
    const handOver = (id: string, by: string) => {
      const record = company.world.cases.cases.get(id);
      const given = { type: 'handed-over', to: 'other@example.com', team: 'care', note: '' } as const;
      if (!record) throw new Error('there is no case');
      return company.world.cases.append(record, [
        { ...given, from: 'owner@example.com', at: monday + minutes(5), by },
      ]);
    };
    await handOver('C-N4', 'lead@example.com');
    await handOver('C-N5', 'owner@example.com');
    for (const id of ['C-N4', 'C-N5'])
      await workCase(company.world, { configuration: three, baseUrl }, id, monday + minutes(6));
    await company.overviews(monday + hours(1));
    const overview = overviewsOf(company, 'owner@example.com').at(-1);
    expect(overview?.text).toContain('n4, ');
    expect(overview?.text).not.toContain('n5, ');
    const link =
      /https:\S+/
        .exec(overview?.text ?? '')?.[0]
        ?.split('/')
        .at(-1) ?? '';
    expect(readLink(link, 'act', await company.world.linkKeys.keys(), monday).kind).toBe('broken');
  });

  it('leaves out what its reader has done something about', async () => {
    const company = flooded();
    await company.open(0, 6);
    const record = company.world.cases.cases.get('C-N4');
    if (!record) throw new Error('there is no case');
    await company.world.cases.append(record, [later(minutes(1), { type: 'contacted', note: 'Called.' })]);
    await company.overviews(monday + hours(1));
    expect(overviewsOf(company, 'owner@example.com').at(-1)?.text).not.toContain('n4, ');
  });

  it('tells who gets a case by the ladder that it is theirs', async () => {
    const one = { ...three, alerts: { ...three.alerts, mostPerDay: 1 } };
    const company = flooded(one);
    await company.open(2, 3);
    const past = monday + days(2);
    await company.open(3, 5, past, 'normal', 'lead@example.com');
    await workCase(company.world, { configuration: one, baseUrl }, 'C-N2', past);
    expect(company.world.cases.cases.get('C-N2')?.events).toContainEqual(
      expect.objectContaining({ type: 'reassigned', to: 'lead@example.com' }),
    );
    await company.overviews(past + hours(1));
    const last = overviewsOf(company, 'lead@example.com').find(({ text }) => text.includes('n2, '));
    const line = last?.text.split('\n\n').find((part) => part.startsWith('n2, '));
    expect(line).toBeDefined();
    expect(line).not.toContain('Owner');
  });

  it('tells a watcher of a case also when its owner was quick, while somebody works on it', async () => {
    const company = flooded({ ...three, alerts: { ...three.alerts, mostPerDay: 1 } });
    const watchers = ['other@example.com'];
    await company.open(0, 3, monday, 'normal', 'owner@example.com', watchers);
    await company.open(3, 5, monday, 'normal', 'head@example.com', watchers);
    for (const id of ['C-N3', 'C-N4']) {
      const record = company.world.cases.cases.get(id);
      if (!record) throw new Error('there is no case');
      await company.world.cases.append(record, [
        later(minutes(1), { type: 'acknowledged' }, 'head@example.com'),
        ...(id === 'C-N4'
          ? [later(minutes(2), { type: 'resolved', rootCause: 'carrier', note: 'Sent.' }, 'head@example.com')]
          : []),
      ]);
    }
    await company.overviews(monday + hours(1));
    const overview = overviewsOf(company, 'other@example.com').at(-1);
    expect(overview?.text).toContain('n3, ');
    expect(overview?.text).not.toContain('n4, ');
  });
});
