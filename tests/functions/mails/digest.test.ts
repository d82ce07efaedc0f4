import { describe, expect, it } from 'vitest';
import type { DigestLine, DigestSection } from '../../../functions/mails/digest-view.ts';
import { digest } from '../../../functions/mails/digest.ts';
import { digestLine, digestView } from './views.ts';

const at = (iso: string) => Date.parse(iso);
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
const section = (name: DigestSection['name'], ...lines: readonly DigestLine[]): DigestSection => ({
  name,
  lines,
  count: lines.length,
});
const overdue = digestLine({
  customer: { name: 'Bo' },
  isAcknowledged: false,
  fate: { kind: 'slipped', target: 'acknowledge', side: 'team', dueAt: at('2026-11-20T16:00:00Z') },
});
const closed = digestLine({
  customer: { email: 'cy@example.com' },
  fate: { kind: 'closed', outcome: 'recovered', closedAt: at('2026-11-22T10:00:00Z') },
});
const sections = [section('slipped', overdue), section('due', digestLine()), section('closed', closed)];

describe('the subject of a list', () => {
  it('counts what is overdue, due and closed, and leaves out what is not there', () => {
    expect(digest(digestView({ sections })).subject).toBe(
      'Votre journée\u202f: 1 en retard, 1 à échéance, 1 clos',
    );
    expect(digest(digestView({ language: 'en' })).subject).toBe('Your day: 1 due');
  });

  it('names the team', () => {
    const of = { what: 'team', team: 'Relation client' } as const;
    expect(digest(digestView({ of, sections })).subject).toMatch(/^Relation client aujourd’hui/);
    expect(digest(digestView({ of: { what: 'team', team: 'Care' }, language: 'en' })).subject).toBe(
      'Care today: 1 due',
    );
  });

  it('says how many cases more there are, and after how many messages', () => {
    const of = { what: 'overview', most: 10 } as const;
    const news = [{ name: 'news', lines: [digestLine()], count: 190 } as const];
    expect(digest(digestView({ of, sections: news, language: 'en' })).subject).toBe(
      '190 more cases, beyond 10 messages a day',
    );
    expect(digest(digestView({ of, sections: [section('news', digestLine())] })).subject).toBe(
      'Un autre cas, au-delà de 10 messages par jour',
    );
  });
});

describe('a list', () => {
  it('says of each case who, how bad, what is due or how it ended, and whose it is, in both parts', () => {
    const theirs = digestLine({ ownerName: 'Noé Martin' });
    const { html, text } = digest(
      digestView({
        language: 'en',
        sections: [section('slipped', overdue), section('due', theirs), section('closed', closed)],
      }),
    );
    for (const part of [html, text].map(plain)) {
      expect(part).toContain('Overdue (1)');
      expect(part).toContain('Acknowledgement overdue since Fri 17:00');
      expect(part).toContain('not acknowledged');
      expect(part).toContain('First contact by Mon 09:00');
      expect(part).toContain('Noé Martin');
      expect(part).toContain('Recovered, Sun 11:00');
      expect(part).toContain('Detractor 3/10');
    }
    expect(text).toContain('> Livraison en retard, personne ne répond.');
    expect(text).toContain('cy@example.com');
  });

  it('has a link for each case, and no other', () => {
    const { html, text } = digest(digestView({ sections }));
    const links = (part: string) => part.match(/https?:[^\s"<]+/g) ?? [];
    expect(links(html)).toHaveLength(3);
    expect(links(text)).toHaveLength(3);
  });

  it('says how many cases it does not show', () => {
    const { html, text } = digest(
      digestView({ sections: [{ name: 'due', lines: [digestLine()], count: 16 }] }),
    );
    for (const part of [html, text]) expect(part).toContain('et 15 autres');
    expect(digest(digestView()).text).not.toContain('et un autre');
  });

  it('says until when it holds, where the next one does not come tomorrow', () => {
    expect(digest(digestView()).text).toContain('À échéance avant la prochaine liste (1)');
    const until = at('2026-11-30T07:00:00Z');
    expect(digest(digestView({ until, language: 'en' })).text).toContain('Due before Mon 30 Nov, 08:00 (1)');
  });

  it('names the day of the month where a weekday could mean two', () => {
    const now = at('2026-11-30T07:00:00Z');
    expect(digest(digestView({ now, language: 'en' })).text).toContain('First contact by Mon 23 Nov, 09:00');
  });

  it('says of a queue’s case that it is in the queue, and not that nobody acknowledged it', () => {
    const queued = digestLine({ isQueued: true, isAcknowledged: false, ownerName: 'Sami Haddad' });
    const { text } = digest(digestView({ sections: [section('due', queued)] }));
    expect(text).toContain('dans la file');
    expect(text).not.toContain('Sami');
    expect(text).not.toContain('pas pris en charge');
  });

  it('tells what is new besides what is due', () => {
    const news = { what: 'breach', target: 'resolution', rung: 0 } as const;
    const of = { what: 'overview', most: 10 } as const;
    const told = digest(digestView({ of, sections: [section('news', digestLine({ news }))] }));
    expect(plain(told.text)).toContain('Premier contact avant lun. 09:00 Résolution : échéance dépassée');
    expect(plain(told.text)).toContain(
      'Au-delà de 10 messages par jour, les autres vous parviennent ensemble',
    );
    const quiet = digestLine({ news: { what: 'feedback-changed' }, fate: { kind: 'open' } });
    expect(digest(digestView({ of, sections: [section('news', quiet)] })).text).toContain(
      'Le client a modifié sa réponse\n',
    );
  });

  it('names nobody who is not known, and no score that was not given', () => {
    const unknown = digestLine({ customer: {}, rating: undefined, comment: undefined });
    const { text } = digest(digestView({ language: 'en', sections: [section('due', unknown)] }));
    expect(text).toContain('A customer, No score');
    expect(text).not.toContain('undefined');
  });
});
