import { describe, expect, it } from 'vitest';
import { configure } from '../../functions/domain/configuration.ts';
import { mistakesOf, plain } from './a-rule.ts';

type Stage = Parameters<typeof configure>[0];

const ghost = 'ghost@example.com';
const [person] = plain.people;
const [policy] = plain.policies;
const [theme] = plain.themes;
const { shop } = plain.sources;
const { care } = plain.teams;
if (!person || !policy || !theme || !shop || !care) throw new Error('the plain stage lacks something');
const target = policy.targets.acknowledge;
const rung = {
  after: 'PT0S',
  tell: ['owner', 'lead', 'head'],
} satisfies Stage['policies'][number]['ladder'][number];
const policies = (more: object) => ({ policies: [{ ...policy, ...more }] });
const brand = (more: object) => ({ brand: { ...plain.brand, ...more } });
const recovery = (more: object) => ({ recovery: { ...plain.recovery, ...more } });
const mail = (more: object) => ({ mail: { ...plain.mail, ...more } });

describe('a stage', () => {
  it.each(['../../config/demo.ts', './a-case.ts'])('is that of %s, without a mistake', async (file) => {
    await expect(import(file)).resolves.toBeDefined();
  });

  it('fills in what it leaves out', () => {
    expect(configure(plain)).toMatchObject({
      ownership: { domains: [] },
      sameCustomer: 'link',
      undoWithin: 600_000,
      policies: [{ targets: { acknowledge: { within: 86_400_000, calendar: 'always' } } }],
    });
  });

  it('spells addresses in lower case', () => {
    const operators = ['Ops@Example.com'];
    expect(configure({ ...plain, operators }).operators).toEqual(['ops@example.com']);
  });

  it('may say all that there is to say', () => {
    const more: Partial<Stage> = {
      ...brand({ replyTo: 'desk@example.com', colour: '#ABCDEF' }),
      themes: [{ ...theme, owner: 'lead@example.com' }],
      sources: { shop: { ...shop, owner: 'lead@example.com' } },
      ownership: {
        ...plain.ownership,
        domains: ['example.com'],
        accounts: { attribute: 'account', owners: { ACME: 'lead@example.com' } },
      },
      touchpointAttribute: 'T',
      policies: [
        {
          ...policy,
          id: 'vip',
          when: { priorities: ['urgent', 'high', 'normal'], tiers: ['gold'] },
          targets: { ...policy.targets, nextResponse: { ...target, promised: 'PT30H' } },
          warnAt: [1, 99],
          ladder: [rung, { ...rung, reassignTo: 'lead' }, { ...rung, reassignTo: 'head' }],
        },
        policy,
      ],
      ...mail({ quietHours: { from: '20:00', to: '08:00', timeZone: 'Europe/Paris' } }),
      ...recovery({ reopenings: 0 }),
    };
    expect(mistakesOf([], more)).toEqual([]);
    for (const sameCustomer of ['separate', 'link', 'join'] as const)
      expect(mistakesOf([], { sameCustomer })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a fallback owner', { ownership: { ...plain.ownership, fallback: ghost } }, 'ownership.fallback'],
    ['a lead', { teams: { ...plain.teams, care: { ...care, lead: ghost } } }, 'teams.care.lead'],
    ['a head', { teams: { ...plain.teams, care: { ...care, head: ghost } } }, 'teams.care.head'],
    ['a survey’s owner', { sources: { shop: { ...shop, owner: ghost } } }, 'sources.shop.owner'],
    ['a theme’s owner', { themes: [{ ...theme, owner: ghost }] }, 'theme delivery'],
  ])('names %s who is among its people', (_, more, where) => {
    expect(mistakesOf([], more)).toEqual([`${where}: ${ghost} is not among the people`]);
  });

  it.each<[string, object, string]>([
    [
      'a team',
      { people: [person, { ...person, email: ghost, team: 'sales' }] },
      `people ${ghost}: no team "sales"`,
    ],
    [
      'a calendar of each target',
      policies({ targets: { ...policy.targets, nextResponse: { ...target, calendar: 'nights' } } }),
      'policy usual, nextResponse: no calendar "nights"',
    ],
  ])('names %s that there is', (_, more, mistake) => {
    expect(mistakesOf([], more)).toEqual([mistake]);
  });

  it.each([[{ priorities: ['high'] }], [{ tiers: ['gold'] }], [{ priorities: [], tiers: [] }]])(
    'ends with a policy for every case, which %j is not',
    (when) => {
      const mistake = 'the last policy must hold for every case: leave its "when" empty';
      expect(mistakesOf([], policies({ when }))).toEqual([mistake]);
    },
  );

  it('has a recovered answer above the least and on the scale', () => {
    const mistake = 'recovery.recoveredFrom must lie on the scale';
    const told = [1, 2, 5, 6].map((recoveredFrom) => mistakesOf([], recovery({ recoveredFrom })));
    expect(told).toEqual([[mistake], [], [], [mistake]]);
  });

  it('is told what its root causes and its rules have in common that they may not', () => {
    const [cause] = plain.rootCauses;
    if (!cause) throw new Error('there is no root cause');
    const rule = { id: 'low', when: { themes: ['weather'] }, priority: 'normal' as const };
    expect(mistakesOf([rule], { rootCauses: [cause, cause] })).toEqual([
      'rule low: no theme "weather"',
      'rootCauses: two entries have the id "other"',
    ]);
  });

  it.each<[string, object, string]>([
    ['a colour by name', brand({ colour: 'teal' }), 'brand.colour'],
    ['a colour of five digits', brand({ colour: '#12345' }), 'brand.colour'],
    ['a colour of seven digits', brand({ colour: '#1234567' }), 'brand.colour'],
    ['a colour with a word before it', brand({ colour: 'x#123456' }), 'brand.colour'],
    ['a sender that is no address', brand({ from: 'care' }), 'brand.from'],
    ['a word that there is not', brand({ font: 'Arial' }), 'brand: Unrecognized key: "font"'],
    ['nobody to alarm', { operators: [] }, 'operators'],
    ['a theme without a name', { themes: [{ ...theme, name: { en: '', fr: 'Prix' } }] }, 'themes.0.name.en'],
    [
      'a theme in one language',
      { themes: [{ ...theme, name: { en: 'Price', fr: '' } }] },
      'themes.0.name.fr',
    ],
    [
      'a theme’s word of one letter',
      { themes: [{ ...theme, words: { en: ['x'], fr: [] } }] },
      'themes.0.words.en.0',
    ],
    [
      'a theme’s French word of one letter',
      { themes: [{ ...theme, words: { en: [], fr: ['x'] } }] },
      'themes.0.words.fr.0',
    ],
    ['a touchpoint attribute without a name', { touchpointAttribute: '' }, 'touchpointAttribute'],
    ['nobody on the roster', { people: [] }, 'people'],
    ['no policy', { policies: [] }, 'policies'],
    ['no root cause', { rootCauses: [] }, 'rootCauses'],
    ['a key in capitals', { stage: 'Test' }, 'stage: use lower-case letters, digits and dashes'],
    ['a key that begins with a dash', { stage: '-test' }, 'stage: use lower-case letters, digits and dashes'],
    ['a key of 64 letters', { stage: 'x'.repeat(64) }, 'stage: use lower-case letters, digits and dashes'],
    ['a warning at the beginning', policies({ warnAt: [0] }), 'policies.0.warnAt.0'],
    ['a warning at the end', policies({ warnAt: [100] }), 'policies.0.warnAt.0'],
    ['a warning at a half per cent', policies({ warnAt: [1.5] }), 'policies.0.warnAt.0'],
    ['a rung that tells nobody', policies({ ladder: [{ ...rung, tell: [] }] }), 'policies.0.ladder.0.tell'],
    [
      'a time that is none',
      { undoWithin: '10 min' },
      'undoWithin: "10 min" is not an ISO 8601 duration such as PT24H or P3D',
    ],
    ['fewer than no reopenings', recovery({ reopenings: -1 }), 'recovery.reopenings'],
    ['half a reopening', recovery({ reopenings: 0.5 }), 'recovery.reopenings'],
    ['a scale of half points', recovery({ scale: { min: 0.5, max: 5 } }), 'recovery.scale.min'],
    [
      'a quiet hour that there is not',
      mail({ quietHours: { from: '25:00', to: '08:00', timeZone: 'UTC' } }),
      'mail.quietHours',
    ],
    [
      'an attribute without a name',
      { ownership: { ...plain.ownership, accounts: { attribute: '', owners: {} } } },
      'ownership.accounts.attribute',
    ],
  ])('is told of %s', (_, more, mistake) => {
    expect(mistakesOf([], more)).toContainEqual(expect.stringContaining(mistake));
  });

  it('may have a key of 63 letters', () => {
    expect(mistakesOf([], { stage: 'x'.repeat(63) })).toEqual([]);
    expect(mistakesOf([], { stage: '1' })).toEqual([]);
  });
});
