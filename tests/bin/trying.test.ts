import '../fixtures/quiet.ts';

import { describe, expect, it } from 'vitest';
import { trialAsJson, trialReport } from '../../bin/trying/report.ts';
import { type TrialWish, tryRules } from '../../bin/trying/trial.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Feedback } from '../../functions/domain/feedback.ts';
import { aRule, csatOf, day, noon, npsOf, said, toned } from '../domain/a-rule.ts';
import { configuration as demo } from '../fixtures/deliveries.ts';
import { memoryPorts } from '../memory/memory-ports.ts';

const low = aRule('low', { bands: ['detractor'] });
const present = withRules(low);

function withRules(...rules: Configuration['rules']): Configuration {
  return { ...demo, rules };
}

/** What somebody said so many days before Monday at noon. */
function response(id: string, days: number, given: Partial<Feedback> = {}): Feedback {
  const at = noon - days * day;
  return said({ rating: npsOf(3) }, { id: `post-purchase#${id}`, receivedAt: at, customerKey: id, ...given });
}

async function stored(...feedback: readonly Feedback[]) {
  const ports = memoryPorts();
  for (const one of feedback) await ports.feedback.save(one);
  return ports;
}

async function trial(
  feedback: readonly Feedback[],
  tried: Configuration,
  wish: Partial<TrialWish> = {},
  compared: Configuration | undefined = present,
) {
  const ports = await stored(...feedback);
  return tryRules(ports, tried, compared, { since: noon - 90 * day, imported: false, ...wish });
}

describe('a trial of rules', () => {
  it('counts the cases of both, in all and by rule, and lists what is decided otherwise', async () => {
    const tried = withRules(
      aRule('very-low', { scoreAtMost: 3 }, { priority: 'high' }),
      aRule('angry', { mismatch: true }),
    );
    const found = await trial(
      [
        response('both', 5),
        response('gone', 4, { answers: { rating: npsOf(6) } }),
        response('new', 3, { answers: { rating: npsOf(9) }, ...toned('negative') }),
        response('fine', 2, { answers: { rating: npsOf(9) } }),
      ],
      tried,
    );
    expect(found).toMatchObject({
      judged: 4,
      cases: { before: 2, after: 2 },
      rules: [
        { rule: 'very-low', before: 0, after: 1 },
        { rule: 'angry', before: 0, after: 1 },
        { rule: 'low', before: 2, after: 0 },
      ],
    });
    expect(found.differences).toMatchObject([
      {
        feedbackId: 'post-purchase#both',
        before: { rule: 'low' },
        after: { rule: 'very-low', priority: 'high' },
      },
      { feedbackId: 'post-purchase#gone', rating: { score: 6 }, before: { rule: 'low' } },
      { feedbackId: 'post-purchase#new', after: { rule: 'angry' } },
    ]);
    expect(found.differences.map((one) => 'after' in one)).toEqual([true, false, true]);
  });

  it('finds no difference between rules and themselves', async () => {
    const { differences } = await trial([response('one', 5), response('two', 3)], present);
    expect(differences).toEqual([]);
  });

  it('leaves out what is older, of another source, deleted or imported', async () => {
    const feedback = [
      response('old', 91),
      response('elsewhere', 5, { source: 'support', answers: { rating: csatOf(1) } }),
      response('deleted', 5, { deleted: true, answers: {} }),
      response('imported', 5, { historic: true }),
      response('counts', 5),
    ];
    const wish = { source: 'post-purchase' };
    expect(await trial(feedback, present, wish)).toMatchObject({ judged: 1, imported: 1 });
    expect(await trial(feedback, present, { ...wish, imported: true })).toMatchObject({
      judged: 2,
      imported: 0,
      cases: { after: 2 },
    });
  });

  it('looks back as far as the rules do, and at the cases that they themselves would have opened', async () => {
    const again = aRule('again', { repeatWithin: 30 * day });
    const tried = withRules(aRule('called', { contactRequested: true }), again);
    const happy = { rating: npsOf(9) };
    const of = (id: string, days: number, answers: Feedback['answers']) =>
      response(id, days, { customerKey: 'p-ana', answers });
    const found = await trial(
      [
        of('long-ago', 60, { rating: npsOf(2) }),
        of('first', 40, { ...happy, contactRequested: true }),
        of('second', 20, happy),
        of('third', 1, happy),
      ],
      tried,
      { since: noon - 45 * day },
    );
    const cases = Object.fromEntries(
      found.differences.map(({ feedbackId, after }) => [feedbackId, after?.rule]),
    );
    expect(cases).toEqual({
      'post-purchase#first': 'called',
      'post-purchase#second': 'again',
      'post-purchase#third': 'again',
    });
  });

  it('finds the themes anew, as the tried configuration has them', async () => {
    const comment = 'The courier lost my umbrella';
    const tried = {
      ...withRules(aRule('umbrellas', { themes: ['umbrella'] })),
      themes: [
        { id: 'umbrella', name: { en: 'U', fr: 'P' }, words: { en: ['umbrella*'], fr: ['parapluie*'] } },
      ],
    };
    const found = await trial([response('one', 5, { answers: { comment }, themes: ['delivery'] })], tried);
    expect(found.differences).toMatchObject([{ after: { rule: 'umbrellas' } }]);
  });

  it('compares with the cases that really opened where no other rules are given', async () => {
    const [kept, lost] = [response('kept', 5, { caseId: 'C-1' }), response('lost', 4, { caseId: 'C-2' })];
    const ports = await stored(kept, { ...lost, answers: { rating: npsOf(9) } });
    const opening = { rule: 'old-rule', priority: 'low', owner: 'noe@example.com', team: 'care' } as const;
    for (const { id: feedbackId, caseId: id = '' } of [kept, lost]) {
      const event = { type: 'opened', at: noon, by: 'retour', ownerFrom: 'fallback', ...opening } as const;
      await ports.cases.open({ id, feedbackId, events: [event] });
    }
    const wish = { since: noon - 90 * day, imported: false };
    const found = await tryRules(ports, present, undefined, wish);
    expect(found.cases).toEqual({ before: 2, after: 1 });
    expect(found.differences).toMatchObject([
      { feedbackId: 'post-purchase#kept', before: opening, after: { rule: 'low' } },
      { feedbackId: 'post-purchase#lost', before: opening },
    ]);
  });

  it('says who would have been told, and how often at night or at the weekend', async () => {
    const tried = withRules({ ...low, owner: 'noe@example.com', watch: ['lea@example.com'] });
    const hour = 3_600_000;
    const at = (id: string, receivedAt: number) => response(id, 0, { receivedAt });
    const { told } = await trial(
      [
        at('monday-noon', noon),
        // Paris is an hour ahead of UTC in November.
        at('five-to-seven', noon - 5 * hour - 65 * 60_000),
        at('seven', noon - 6 * hour),
        at('ten-at-night', noon - day * 3 + 9 * hour),
        at('sunday', noon - day),
      ],
      tried,
    );
    expect(told).toEqual([
      expect.objectContaining({ address: 'emma@example.com', owned: { before: 5, after: 0 } }),
      {
        address: 'lea@example.com',
        name: 'Léa Fontaine',
        owned: { before: 0, after: 0 },
        copies: { before: 0, after: 5 },
        woken: { before: 0, after: 3 },
        held: { before: 0, after: 0 },
      },
      {
        address: 'noe@example.com',
        name: 'Noé Martin',
        owned: { before: 0, after: 5 },
        copies: { before: 0, after: 0 },
        woken: { before: 0, after: 3 },
        held: { before: 0, after: 0 },
      },
    ]);
  });
});

describe('the night', () => {
  it('is that of whoever is told, where they live', async () => {
    const people = demo.people.map((one) =>
      one.email === 'emma@example.com' ? { ...one, timeZone: 'America/New_York' } : one,
    );
    // Seven in the morning in New York, and a minute before, while in Paris it is one in the afternoon.
    const times = [noon, noon - 60_000];
    const feedback = times.map((receivedAt, index) => response(`r-${index}`, 0, { receivedAt }));
    const { told } = await trial(feedback, { ...present, people });
    expect(told).toMatchObject([{ address: 'emma@example.com', woken: { before: 1, after: 1 } }]);
  });

  it('wakes nobody who has hours of their own, but for what cannot wait', async () => {
    const people = demo.people.map((one) =>
      one.email === 'emma@example.com' ? { ...one, hours: 'shop' } : one,
    );
    // Sunday noon, and Monday morning: a first contact has a day, and the shop opens on Monday at nine.
    const feedback = [noon - day, noon - day / 12].map((receivedAt, index) =>
      response(`r-${index}`, 0, { receivedAt }),
    );
    const held = await trial(feedback, { ...present, people });
    expect(held.told).toMatchObject([
      { address: 'emma@example.com', woken: { after: 0 }, held: { before: 1, after: 1 } },
    ]);
    const saturday = [response('r-1', 0, { receivedAt: noon - 2 * day + day / 4 })];
    const woken = await trial(saturday, { ...present, people });
    expect(woken.told).toMatchObject([{ woken: { before: 1, after: 1 }, held: { after: 0 } }]);
  });
});

describe('its report', () => {
  const setting = { before: 'config/demo.ts', after: 'config/try.ts', words: false };
  const comment = 'Trop\u001b[31m lent';
  const tried = withRules(
    { ...low, priority: 'high', watch: ['lea@example.com'] },
    aRule('angry', { mismatch: true }),
  );
  const feedback = [
    response('one', 5, { answers: { rating: npsOf(3), comment } }),
    response('two', 3, { answers: { rating: npsOf(9) }, ...toned('negative'), sentimentPending: true }),
    response('old', 5, { historic: true }),
  ];

  it('reads in lines, without a customer’s words', async () => {
    const text = trialReport(await trial(feedback, tried), setting).join('\n');
    expect(text).toContain('2 responses. Before: config/demo.ts; after: config/try.ts.');
    expect(text).toContain('1 imported response left out');
    expect(text).toContain('The tone of 1 comment is not found yet');
    expect(text).toMatch(/^cases +1 +2$/m);
    expect(text).toMatch(/^ {2}by angry +0 +1$/m);
    expect(text).toMatch(/^Emma Clarke +1 → 2 +0 → 0/m);
    expect(text).toContain(
      'post-purchase#one  2026-11-18  nps 3, detractor: low, priority normal → high, watched by nobody → lea@example.com',
    );
    expect(text).toContain('post-purchase#two  2026-11-20  nps 9, promoter: no case → angry');
    expect(text).not.toContain('Trop');
  });

  it('shows them to who asks for them, fit for a terminal', async () => {
    const text = trialReport(await trial(feedback, tried), { ...setting, words: true }).join('\n');
    expect(text).toContain('“Trop[31m lent”');
    expect(text).not.toContain('\u001b');
  });

  it('lists fifty differences and counts the rest, while JSON has them all', async () => {
    const many = Array.from({ length: 60 }, (_, index) => response(`r-${index}`, 1 + index));
    const found = await trial(many, withRules(aRule('never', { tiers: ['none'] })));
    const lines = trialReport(found, setting);
    expect(lines.filter((line) => line.includes('→ no case'))).toHaveLength(50);
    expect(lines.at(-1)).toContain('10 more');
    expect(trialAsJson(found, { words: false })).toMatchObject({
      differences: { length: 60, 0: { before: { rule: 'low' }, after: null } },
    });
  });

  it('is free of words in JSON, too, unless they are asked for', async () => {
    const found = await trial(feedback, tried);
    expect(JSON.stringify(trialAsJson(found, { words: false }))).not.toContain('Trop');
    expect(JSON.stringify(trialAsJson(found, { words: true }))).toContain('Trop');
  });

  it('says so when nothing is decided otherwise', async () => {
    const lines = trialReport(await trial([], present), setting);
    expect(lines).toContain('Nothing is decided otherwise.');
  });
});
