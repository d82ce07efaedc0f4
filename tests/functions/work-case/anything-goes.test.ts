import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../functions/domain/actions.ts';
import { longestWaitSeconds } from '../../../functions/domain/agenda.ts';
import type { CaseEvent } from '../../../functions/domain/case.ts';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { days, hours, minutes, configuration as usual } from '../../domain/a-case.ts';
import { somebody, staffed } from '../../domain/a-roster.ts';
import { acknowledge, contact, handOver, resolve, resume, wait } from './case-life.ts';
import { type Trouble, TroubledLife } from './troubled-life.ts';

const action = fc.constantFrom<Action>(
  ...[acknowledge, contact, wait, resume, resolve, resolve],
  ...[handOver('other@example.com'), handOver('owner@example.com'), { name: 'undo', event: -1 } as const],
);
const trouble = fc.record<Trouble>({
  call: fc.integer({ min: 1, max: 14 }),
  kind: fc.constantFrom('fails', 'dies', 'meanwhile'),
  when: fc.constantFrom('before', 'after'),
});
type Happening = (troubled: TroubledLife, done: Action[]) => Promise<unknown>;

async function perform({ life }: TroubledLife, wanted: Action, done: Action[]): Promise<void> {
  const last = life.state.undoable?.event ?? 0;
  const taken: Action = wanted.name === 'undo' ? { name: 'undo', event: last } : wanted;
  if ((await life.act(taken)).kind === 'accepted') done.push(taken);
}

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.nat({ max: 60 * 24 * 4 }).map(
    (n): Happening =>
      ({ life }) =>
        life.skip(minutes(n)),
  ),
  fc.nat({ max: 60 * 24 * 4 }).map(
    (n): Happening =>
      ({ life }) =>
        life.outage(minutes(n)),
  ),
  action.map(
    (one): Happening =>
      async (troubled, done) => {
        await perform(troubled, one, done);
        await troubled.life.run();
      },
  ),
  fc.integer({ min: 1, max: 5 }).map(
    (score): Happening =>
      async ({ life }) => {
        if (life.customerMails().includes('recovery-survey')) await life.answers(score);
      },
  ),
  fc.tuple(trouble, action).map(
    ([one, meanwhile]): Happening =>
      async (troubled, done) =>
        troubled.expect(one, () => perform(troubled, meanwhile, done)),
  ),
);

const [policy] = usual.policies;
if (!policy) throw new Error('there is no policy');
/** Its owner works from Monday to Friday and is told again and again; its lead sleeps at night. */
const withHours: Configuration = {
  ...staffed([somebody('owner', { hours: 'week' }), somebody('other', { timeZone: 'America/Montreal' })], {
    alerts: { quietHours: { from: '20:00', to: '07:00', weekends: true } },
  }),
  policies: [{ ...policy, nagEvery: hours(5) }],
};

/** Nobody wants more than two messages a day. */
const withMeasure: Configuration = { ...usual, alerts: { ...usual.alerts, mostPerDay: 2 } };
const companies = { usual, 'with hours': withHours, 'with a measure': withMeasure };

interface Life {
  readonly company: keyof typeof companies;
  readonly happenings: readonly Happening[];
}
const lives: fc.Arbitrary<Life> = fc.record({
  company: fc.constantFrom('usual', 'with hours', 'with a measure'),
  happenings: fc.array(happening, { minLength: 1, maxLength: 14 }),
});

async function live({ company, happenings }: Life) {
  const troubled = new TroubledLife(companies[company]);
  const done: Action[] = [];
  await troubled.life.run();
  for (const happens of happenings) await happens(troubled, done);
  await troubled.life.skip(days(7));
  troubled.calm();
  await troubled.life.skip(days(30));
  return { ...troubled, done, life: troubled.life, world: troubled.life.world };
}

const ofOwners: readonly string[] = [
  'acknowledged',
  'contacted',
  'waiting',
  'resolved',
  'handed-over',
  'undone',
];

function toldBy(event: CaseEvent) {
  if (event.type !== 'told') return [];
  const { step, to, inOverview = [] } = event;
  return to.map((email) => ({ step, email, isCollected: inOverview.includes(email) }));
}

describe('a case, whatever people do and whatever fails', () => {
  it('never mails a customer the same thing twice', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const { mailIds, world } = await live(life);
        expect(new Set(mailIds).size).toBe(mailIds.length);
        expect(world.mailer.sent.filter(({ to }) => to.email === 'ana@example.com')).toHaveLength(
          mailIds.length,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('tells a person of a step once, and once more at most for each crash', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const { crashes, world } = await live(life);
        const told = new Map<string, number>();
        for (const { to, headers } of world.mailer.sent) {
          const key = headers?.['X-Retour-Key'];
          if (key !== undefined) told.set(`${key} ${to.email}`, (told.get(`${key} ${to.email}`) ?? 0) + 1);
        }
        expect(Math.max(...told.values())).toBeLessThanOrEqual(1 + crashes);
      }),
      { numRuns: 50 },
    );
  });

  it('has mailed everybody of whom it says that they were told, or keeps it for their overview', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (given) => {
        const { life, world } = await live(given);
        for (const { step, email, isCollected } of life.record.events.flatMap(toldBy)) {
          const key = `${life.record.id}/${step}`;
          const mails = world.mailer.sent.filter(({ to }) => to.email === email);
          const mailed = mails.map(({ headers }) => headers?.['X-Retour-Key']);
          if (!isCollected) expect(mailed).toContain(key);
          else if (!mails.some(({ purpose }) => purpose === 'owner-overview'))
            expect((await world.owners.collectedFor(email, 100)).map((one) => one.key)).toContain(key);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('comes to rest: closed, or waiting for a week at most; a resolved one does not stay so', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (given) => {
        const { life } = await live(given);
        expect(life.state.status).not.toBe('resolved');
        if (life.state.status === 'closed') expect(life.standing).toEqual({ at: 'closed' });
        else {
          if (life.standing.at !== 'await') throw new Error(`the machine is at ${life.standing.at}`);
          expect(life.standing.until).toBeGreaterThan(life.now);
          expect(life.standing.wait.waitSeconds).toBeLessThanOrEqual(longestWaitSeconds);
          expect(life.standing.wait.events).toBe(life.record.events.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('loses no action that it accepted', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (given) => {
        const { life, done } = await live(given);
        const kept = life.record.events.filter(({ type, by }) => by !== 'retour' && ofOwners.includes(type));
        expect(kept).toHaveLength(done.filter(({ name }) => name !== 'resume').length);
      }),
      { numRuns: 50 },
    );
  });
});
