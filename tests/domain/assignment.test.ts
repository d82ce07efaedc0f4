import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenOf, deputyOf, standInFor } from '../../functions/domain/assignment.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import { assignsByLoad, decideOpening, ownersByLoad } from '../../functions/domain/opening.ts';
import type { Rule } from '../../functions/domain/rule.ts';
import { monday } from './a-case.ts';
import { away, somebody, staffed } from './a-roster.ts';
import { npsOf, said } from './a-rule.ts';

interface Given {
  readonly more?: Partial<Feedback>;
  readonly attributes?: Record<string, string>;
  readonly rule?: Partial<Rule>;
}

function opened(stage: Configuration, { more = {}, attributes = {}, rule = {} }: Given = {}) {
  const rules = stage.rules.map((one) => ({ ...one, ...rule }));
  const feedback = said({ rating: npsOf(2), attributes }, { source: 'shop', ...more });
  return decideOpening(feedback, [], { ...stage, rules }, monday);
}

const today = away('2026-11-23');
const lea = somebody('lea');
const noe = somebody('noe');
const emma = somebody('emma', { language: 'en' });
const accounts = { attribute: 'account', owners: { 'Acme ltd': 'noe@example.com' } };

describe('the owner of a new case', () => {
  it('is the fallback owner where the team has no way of its own, as ever', () => {
    expect(opened(staffed([lea, noe]))).toMatchObject({
      owner: 'lea@example.com',
      ownerFrom: 'fallback',
      team: 'care',
    });
  });

  it('brings the case to the owner’s team, and to the fallback owner’s for somebody outside the roster', () => {
    const company = staffed([lea, somebody('sam', { team: 'shop' })], {
      accounts: { attribute: 'account', owners: { Acme: 'sam@example.com', Old: 'gone@example.com' } },
    });
    const { care } = company.teams;
    if (!care) throw new Error('there is no team');
    const stage = { ...company, teams: { shop: care, care } };
    const teamOf = (account: string) => opened(stage, { attributes: { account } });
    expect(teamOf('Acme')).toMatchObject({ owner: 'sam@example.com', team: 'shop' });
    expect(teamOf('Old')).toMatchObject({ owner: 'gone@example.com', team: 'care' });
  });

  it.each(['Acme ltd', ' ACME Ltd '])('is whoever looks after the account "%s"', (account) => {
    expect(opened(staffed([lea, noe], { accounts }), { attributes: { account } })).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'account',
    });
  });

  it('is nobody of an account that is not on the list', () => {
    for (const account of ['Other', '', 'toString', '__proto__'])
      expect(opened(staffed([lea, noe], { accounts }), { attributes: { account } })).toMatchObject({
        ownerFrom: 'fallback',
      });
  });

  it('is sought in the rule, the response, the account, the survey and the theme, in this order', () => {
    const stage = staffed(
      ['lea', 'rule', 'response', 'survey', 'theme'].map((name) => somebody(name)).concat(noe),
      { accounts },
    );
    const { shop } = stage.sources;
    const [delivery] = stage.themes;
    if (!shop || !delivery) throw new Error('there is no shop');
    const all: Configuration = {
      ...stage,
      sources: { shop: { ...shop, owner: 'survey@example.com' } },
      themes: [{ ...delivery, owner: 'theme@example.com' }],
    };
    const more = { themes: ['delivery'] };
    const attributes = { owner: 'response@example.com', account: 'acme ltd' };
    const froms = [
      opened(all, { more, attributes, rule: { owner: 'rule@example.com' } }),
      opened(all, { more, attributes }),
      opened(all, { more, attributes: { account: 'acme ltd' } }),
      opened(all, { more }),
      opened({ ...all, sources: { shop } }, { more }),
      opened({ ...all, sources: { shop } }),
    ].map((one) => one?.ownerFrom);
    expect(froms).toEqual(['rule', 'response', 'account', 'survey', 'theme', 'fallback']);
  });
});

describe('a team that takes cases in turn', () => {
  const stage = staffed([lea, noe, emma], { assign: 'round-robin' });
  const ownerOf = (id: string, of = stage) => opened(of, { more: { id } })?.owner;

  it('gives one case to the same person however often it is asked, whatever the order of the roster', () => {
    const reversed = { ...stage, people: stage.people.toReversed() };
    for (let n = 0; n < 50; n += 1) expect(ownerOf(`shop#${n}`)).toBe(ownerOf(`shop#${n}`, reversed));
    expect(opened(stage)).toMatchObject({ ownerFrom: 'team', team: 'care' });
  });

  it('leaves out its lead and its head, unless nobody else is there', () => {
    const owners = new Set(Array.from({ length: 200 }, (_, n) => ownerOf(`shop#${n}`)));
    expect(owners).toEqual(new Set(['lea@example.com', 'noe@example.com', 'emma@example.com']));
    const alone = staffed([{ ...lea, ...today }], { assign: 'round-robin' });
    expect(opened(alone)).toMatchObject({ owner: 'lead@example.com', ownerFrom: 'lead' });
  });

  it('is not asked where somebody is named', () => {
    expect(opened(stage, { attributes: { owner: 'emma@example.com' } })).toMatchObject({
      owner: 'emma@example.com',
      ownerFrom: 'response',
    });
    expect(opened(stage, { rule: { team: 'care' } })).toMatchObject({ ownerFrom: 'team', team: 'care' });
  });

  it('passes over who is away, and moves nobody else’s cases for it', () => {
    const without = staffed([lea, { ...noe, ...today }, emma], { assign: 'round-robin' });
    for (let n = 0; n < 300; n += 1) {
      const usual = ownerOf(`shop#${n}`);
      const now = ownerOf(`shop#${n}`, without);
      if (usual === 'noe@example.com') expect(now).not.toBe(usual);
      else expect(now).toBe(usual);
    }
  });

  it('spreads cases evenly, whatever they are called and however many people there are', () => {
    const prefix = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(prefix, fc.integer({ min: 2, max: 9 }), fc.nat(100_000), (name, size, first) => {
        const people = Array.from({ length: size }, (_, index) => somebody(`p${index}`));
        const counts = new Map<string | undefined, number>();
        const cases = 400 * size;
        for (let n = 0; n < cases; n += 1) {
          const owner = chosenOf(people, `${name}#${first + n}`);
          counts.set(owner, (counts.get(owner) ?? 0) + 1);
        }
        // Within five standard deviations of a fair lot: 400 ± 100.
        for (const { email } of people) expect(Math.abs((counts.get(email) ?? 0) - 400)).toBeLessThan(100);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a team that goes by how many cases each has', () => {
  const stage = staffed([lea, noe, emma], { assign: 'load' });
  const feedback = said({ rating: npsOf(2) }, { source: 'shop' });
  const addressed = (loads: Record<string, number>) =>
    new Map(Object.entries(loads).map(([name, count]) => [`${name}@example.com`, count]));
  const givenWith = (loads: Record<string, number>, of = stage, id = 'shop#1') =>
    decideOpening({ ...feedback, id }, [], of, monday, addressed(loads));

  it('gives a case to whoever has the fewest', () => {
    expect(givenWith({ lea: 3, noe: 1, emma: 2 })).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'load',
      team: 'care',
    });
    expect(givenWith({ lea: 3, noe: 1 })?.owner).toBe('emma@example.com');
  });

  it('draws lots among those who have equally few', () => {
    const owners = Array.from({ length: 100 }, (_, n) =>
      givenWith({ lea: 1, noe: 2, emma: 1 }, stage, `shop#${n}`),
    );
    expect(new Set(owners.map((one) => one?.owner))).toEqual(
      new Set(['lea@example.com', 'emma@example.com']),
    );
  });

  it('passes over who is away, however few they have', () => {
    const without = staffed([lea, { ...noe, ...today }, emma], { assign: 'load' });
    expect(givenWith({ lea: 3, noe: 0, emma: 2 }, without)?.owner).toBe('emma@example.com');
    expect(ownersByLoad(feedback, [], without, monday)).toEqual(['lea@example.com', 'emma@example.com']);
  });

  it('goes to its lead when nobody is there', () => {
    expect(givenWith({}, staffed([{ ...lea, ...today }], { assign: 'load' }))).toMatchObject({
      owner: 'lead@example.com',
      ownerFrom: 'lead',
    });
  });

  it('asks for nobody’s number where somebody is named, nothing opens, or teams go another way', () => {
    const named = said({ rating: npsOf(2), attributes: { owner: 'emma@example.com' } }, { source: 'shop' });
    expect(ownersByLoad(named, [], stage, monday)).toEqual([]);
    expect(ownersByLoad(said({ rating: npsOf(10) }, { source: 'shop' }), [], stage, monday)).toEqual([]);
    expect(ownersByLoad({ ...feedback, deleted: true }, [], stage, monday)).toEqual([]);
    const inTurn = staffed([lea, noe], { assign: 'round-robin' });
    expect(ownersByLoad(feedback, [], inTurn, monday)).toEqual([]);
    expect([stage, inTurn].map(assignsByLoad)).toEqual([true, false]);
  });
});

describe('a team that goes by language', () => {
  const bob = somebody('bob', { languages: ['de', 'en'] });
  const stage = staffed([lea, noe, emma, bob], { assign: 'language' });
  const ownersFor = (more: Partial<Feedback>, of = stage) =>
    new Set(Array.from({ length: 200 }, (_, n) => opened(of, { more: { ...more, id: `shop#${n}` } })?.owner));

  it('gives a case to one of those who speak the customer’s', () => {
    expect(ownersFor({ language: 'en' })).toEqual(new Set(['emma@example.com', 'bob@example.com']));
    expect(ownersFor({ language: 'de-AT' })).toEqual(new Set(['bob@example.com']));
    expect(ownersFor({ language: 'fr' })).toEqual(
      new Set(['lea@example.com', 'noe@example.com', 'bob@example.com']),
    );
  });

  it('takes the brand’s language for a customer who wrote nothing', () => {
    expect(ownersFor({})).not.toContain('emma@example.com');
  });

  it('gives it to anybody of the team when nobody who is there speaks it', () => {
    expect(ownersFor({ language: 'it' }).size).toBe(4);
    const withoutBob = staffed([lea, noe, emma, { ...bob, ...today }], { assign: 'language' });
    expect(ownersFor({ language: 'de' }, withoutBob).size).toBe(3);
  });
});

describe('a team with a queue', () => {
  it('owns the case, in the name of its lead', () => {
    expect(opened(staffed([lea, noe], { assign: 'queue' }))).toMatchObject({
      owner: 'lead@example.com',
      ownerFrom: 'queue',
      team: 'care',
      queue: true,
    });
  });

  it('has its lead’s deputy told while the lead is away', () => {
    const lead = { ...today, deputy: 'noe@example.com' };
    expect(opened(staffed([lea, noe], { assign: 'queue', lead }))).toMatchObject({
      owner: 'noe@example.com',
      queue: true,
    });
  });
});

describe('somebody who is away', () => {
  it('is passed over for their deputy, and that one for theirs', () => {
    const stage = (more: object) =>
      staffed([{ ...lea, ...today, deputy: 'noe@example.com' }, { ...noe, ...more }, emma]);
    expect(opened(stage({}))).toMatchObject({ owner: 'noe@example.com', ownerFrom: 'deputy' });
    expect(opened(stage({ ...today, deputy: 'emma@example.com' }))).toMatchObject({
      owner: 'emma@example.com',
      ownerFrom: 'deputy',
    });
  });

  it('without a deputy is passed over for one of their team, else for its lead', () => {
    expect(opened(staffed([{ ...lea, ...today }, noe]))).toMatchObject({
      owner: 'noe@example.com',
      ownerFrom: 'team',
    });
    expect(opened(staffed([{ ...lea, ...today }]))).toMatchObject({
      owner: 'lead@example.com',
      ownerFrom: 'lead',
    });
    // Somebody has to be told, were it for when they are back.
    expect(opened(staffed([{ ...lea, ...today }], { lead: today }))).toMatchObject({
      owner: 'lead@example.com',
      ownerFrom: 'lead',
    });
  });

  it('is passed over by whomever they were named', () => {
    const stage = staffed([{ ...lea, ...today, deputy: 'noe@example.com' }, noe]);
    for (const given of [
      { rule: { owner: 'lea@example.com' } },
      { attributes: { owner: 'lea@example.com' } },
    ])
      expect(opened(stage, given)).toMatchObject({ owner: 'noe@example.com', ownerFrom: 'deputy' });
  });

  it('leaves a case of a rule’s team with that team', () => {
    const stage = staffed([lea, { ...noe, ...today, deputy: 'lea@example.com' }, emma]);
    const sales = { name: { en: 'S', fr: 'V' }, lead: 'emma@example.com', head: 'head@example.com' };
    const two = { ...stage, teams: { ...stage.teams, sales } };
    expect(opened(two, { rule: { owner: 'noe@example.com', team: 'sales' } })).toMatchObject({
      owner: 'lea@example.com',
      team: 'sales',
    });
  });
});

describe('who stands in later', () => {
  const theCase = { id: 'C-TEST', team: 'care' };
  const standIn = (stage: Configuration) => standInFor('lea@example.com', theCase, stage, monday);

  it('is the deputy, else one of the team, else its lead, else its head', () => {
    const absent = { ...lea, ...today };
    expect(standIn(staffed([{ ...absent, deputy: 'emma@example.com' }, noe, emma]))).toBe('emma@example.com');
    expect(standIn(staffed([absent, noe]))).toBe('noe@example.com');
    expect(standIn(staffed([absent, { ...noe, ...today }]))).toBe('lead@example.com');
    expect(standIn(staffed([absent], { lead: today }))).toBe('head@example.com');
  });

  it('is nobody when they are all away, too', () => {
    const stage = staffed([{ ...lea, ...today }], { lead: today });
    const nobody = { ...stage, people: stage.people.map((one) => ({ ...one, ...today })) };
    expect(standIn(nobody)).toBeUndefined();
  });
});

describe('a chain of deputies', () => {
  const gone = away('2026-11-23');
  const chain = (lastIsAway: boolean) =>
    staffed([
      { ...lea, ...gone, deputy: 'noe@example.com' },
      { ...noe, ...gone, deputy: 'emma@example.com' },
      { ...emma, ...(lastIsAway && gone), deputy: 'lea@example.com' },
    ]);

  it('ends with the first who is there', () => {
    expect(deputyOf('lea@example.com', chain(false), monday)).toBe('emma@example.com');
    expect(deputyOf('noe@example.com', chain(false), monday)).toBe('emma@example.com');
  });

  it('ends with nobody when it runs in a circle of people who are away, or at somebody unknown', () => {
    expect(deputyOf('lea@example.com', chain(true), monday)).toBeUndefined();
    expect(deputyOf('nobody@example.com', chain(true), monday)).toBeUndefined();
    // Of the team nobody is there, so the lead takes over.
    const of = { id: 'C-TEST', team: 'care' };
    expect(standInFor('lea@example.com', of, chain(true), monday)).toBe('lead@example.com');
    expect(standInFor('lead@example.com', of, chain(true), monday)).toBe('head@example.com');
    expect(standInFor('lea@example.com', { ...of, team: 'closed' }, chain(true), monday)).toBeUndefined();
  });
});
