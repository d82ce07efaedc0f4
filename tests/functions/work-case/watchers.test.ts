import '../../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import { readLink } from '../../../functions/links.ts';
import { MailRefusedError } from '../../../functions/ports.ts';
import { aCase, days } from '../../domain/a-case.ts';
import { CaseLife, resolve } from './case-life.ts';

/** A case that two people watch, one of whom leads the team. */
function watched(): CaseLife {
  const life = new CaseLife();
  const [opened] = aCase().events;
  if (opened?.type !== 'opened') throw new Error('the case does not open');
  const watchers = ['other@example.com', 'lead@example.com'];
  life.world.cases.cases.set('C-TEST', { ...aCase(), events: [{ ...opened, watchers }] });
  return life;
}

const isTold = (event: CaseEvent) => event.type === 'told';

describe('a watcher', () => {
  it('is told once that the case opened, with the owner, and of nothing that comes later', async () => {
    const life = await watched().run();
    expect(life.record.events.filter(isTold)).toMatchObject([
      { to: ['owner@example.com', 'other@example.com', 'lead@example.com'], about: { what: 'opened' } },
    ]);
    await life.does(resolve);
    await life.skip(days(4));
    await life.answers(1);
    expect(life.state.status).toBe('reopened');
    expect(life.mailsTo('other@example.com')).toMatchObject([{ purpose: 'watcher-notification' }]);
  });

  it('reads in their own language whose case it is, and that there is nothing to do', async () => {
    const life = await watched().run();
    const [mail] = life.mailsTo('other@example.com');
    expect(mail?.subject).toContain('Owner');
    expect(mail?.text).toContain('New case for Owner');
    expect(mail?.text).toMatch(/there\sis\snothing\sfor\syou\sto\sdo/);
    expect(life.mailsTo('lead@example.com')[0]?.text).toMatch(/vous\sn’avez\srien\sà\sfaire/);
  });

  it('gets a link that only shows the case', async () => {
    const life = await watched().run();
    const link = /https:\S+/.exec(life.mailsTo('other@example.com')[0]?.text ?? '')?.[0] ?? '';
    const keys = await life.world.linkKeys.keys();
    const read = (to: 'see' | 'act') => readLink(link.split('/').at(-1) ?? '', to, keys, life.now);
    expect(read('see')).toMatchObject({ kind: 'granted', right: { by: 'other@example.com' } });
    expect(read('act')).toEqual({ kind: 'broken' });
  });

  it('leaves the owners’ topic as it is', async () => {
    const life = await watched().run();
    expect(life.world.notices.published).toHaveLength(1);
  });

  it('who cannot be mailed is let go, and everybody else is told', async () => {
    const life = watched();
    const { mailer } = life.world;
    const send = mailer.send.bind(mailer);
    mailer.send = async (mail) => {
      if (mail.to.email === 'other@example.com') throw new MailRefusedError();
      return send(mail);
    };
    await life.run();
    expect(life.world.mailer.sent.map(({ to }) => to.email)).toEqual([
      'owner@example.com',
      'lead@example.com',
    ]);
  });

  it('who leads the team can still act once the case is escalated to them', async () => {
    const life = await watched().run();
    await life.skip(days(4));
    const purposes = life.mailsTo('lead@example.com').map(({ purpose }) => purpose);
    expect(purposes[0]).toBe('watcher-notification');
    expect(purposes).toContain('owner-escalation');
  });
});
