import { describe, expect, it } from 'vitest';
import { type Person, person } from '../../functions/domain/person.ts';
import { rosterMistakes } from '../../functions/domain/roster-mistakes.ts';
import { away, somebody } from './a-roster.ts';
import { mistakesOf } from './a-rule.ts';

const mistakesIn = (people: readonly Person[], timeZone = 'Europe/Paris') =>
  rosterMistakes({ people, calendars: { office: {} }, brand: { timeZone } });

describe('a roster', () => {
  it('from before people could be away is as good as ever', () => {
    expect(mistakesIn([somebody('lea'), somebody('noe')])).toEqual([]);
  });

  it('may say of somebody all that there is to say', () => {
    const lea = {
      email: 'Lea@Example.com',
      name: 'Léa',
      language: 'fr',
      languages: ['fr', 'en', 'de'],
      team: 'care',
      timeZone: 'America/Montreal',
      hours: 'office',
      absences: [{ from: '2026-12-21', to: '2027-01-04' }],
      deputy: 'Noe@example.com',
    };
    const parsed = person.parse(lea);
    expect(parsed).toMatchObject({ email: 'lea@example.com', deputy: 'noe@example.com' });
    expect(mistakesIn([parsed, somebody('noe')])).toEqual([]);
  });

  it.each([
    [{ absences: [{ from: '2027-01-04', to: '2026-12-21' }] }, '"from" is after "to"'],
    [{ absences: [{ from: '2026-02-30', to: '2026-03-01' }] }, 'use a date such as 2026-12-21'],
    [{ absences: [{ from: '21/12/2026', to: '2026-12-24' }] }, 'use a date such as 2026-12-21'],
    [{ timeZone: 'Europe/Paris2' }, 'use the name of a time zone such as Europe/Paris'],
    [{ languages: ['français'] }, 'use a language code such as fr'],
  ])('cannot say %j', (more, message) => {
    const parsed = person.safeParse({ ...somebody('lea'), ...more });
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('names a deputy and a calendar that there are', () => {
    expect(mistakesIn([somebody('lea', { deputy: 'ghost@example.com', hours: 'nights' })])).toEqual([
      'people lea@example.com: there is no calendar "nights" for their hours',
      'people lea@example.com: their deputy ghost@example.com is not among the people',
    ]);
  });

  it('has no deputies in a circle, and tells of each circle once', () => {
    const standsFor = (name: string, deputy: string) => somebody(name, { deputy: `${deputy}@example.com` });
    const pair = [standsFor('lea', 'noe'), standsFor('noe', 'lea')];
    expect(mistakesIn([somebody('first', { deputy: 'lea@example.com' }), ...pair])).toEqual([
      'people lea@example.com: the deputies stand in for each other in a circle: lea@example.com → noe@example.com → lea@example.com',
    ]);
    expect(mistakesIn([standsFor('lea', 'lea')])).toEqual([
      'people lea@example.com: they are their own deputy',
    ]);
    expect(mistakesIn([standsFor('a', 'b'), standsFor('b', 'c'), standsFor('c', 'a')])).toHaveLength(1);
    expect(mistakesIn([standsFor('a', 'c'), standsFor('b', 'c'), somebody('c')])).toEqual([]);
  });

  it('needs a time zone for its absences', () => {
    const absent = somebody('lea', away('2026-12-21'));
    expect(mistakesIn([absent], 'Paris time')).toEqual([
      'people lea@example.com: their absences need a time zone: neither they nor the brand have one',
    ]);
    expect(mistakesIn([somebody('lea')], 'Paris time')).toEqual([]);
    expect(mistakesIn([{ ...absent, hours: 'office' }], 'Paris time')).toEqual([]);
    expect(mistakesIn([{ ...absent, timeZone: 'Europe/Paris' }], 'Paris time')).toEqual([]);
  });
});

describe('a stage', () => {
  it('is refused with the mistakes of its people and its accounts', () => {
    const people = [
      {
        email: 'lead@example.com',
        name: 'Lead',
        language: 'fr',
        team: 'care',
        deputy: 'ghost@example.com',
      } as const,
    ];
    const accounts = { attribute: 'account', owners: { acme: 'nobody@example.com' } };
    const ownership = { attribute: 'owner', fallback: 'lead@example.com', accounts };
    expect(mistakesOf([], { people, ownership })).toEqual([
      'ownership.accounts.owners.acme: nobody@example.com is not among the people',
      'people lead@example.com: their deputy ghost@example.com is not among the people',
    ]);
  });

  it('may have its teams take cases in turn, by language or from a queue', () => {
    const names = { name: { en: 'C', fr: 'C' }, lead: 'lead@example.com', head: 'lead@example.com' };
    for (const assign of ['round-robin', 'language', 'queue'] as const)
      expect(mistakesOf([], { teams: { care: { ...names, assign } } })).toEqual([]);
  });
});
