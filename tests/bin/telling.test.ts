import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { caseAsJson, caseFile, fileOf } from '../../bin/telling/case-file.ts';
import { tellCase } from '../../bin/telling/tell-case.ts';
import { caseOfItem } from '../../functions/aws/case-item.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { HouseLanguage } from '../../functions/domain/language.ts';
import { clocksOfRound, roundsOf } from '../../functions/domain/rounds.ts';
import { days, event, hours, minutes, monday, opening } from '../domain/a-case.ts';
import { memoryPorts } from '../memory/memory-ports.ts';
import {
  changed,
  configuration,
  deleted,
  feedback,
  normal,
  reopened,
  type Scene,
  scene,
  tells,
} from './telling-scenes.ts';

function told(
  { record, feedback, now }: Scene,
  language: HouseLanguage = 'en',
  today = configuration,
): string {
  const lines = tellCase(fileOf(record, feedback, today, now), today, language);
  // No-break spaces look the same and cannot be typed.
  return lines.join('\n').replace(/[\u00a0\u202f]/g, ' ');
}

describe.each(Object.entries({ normal, reopened, deleted, changed }))('a case that is %s', (name, one) => {
  it.each(['en', 'fr'] as const)('is told from beginning to end in %s', async (language) => {
    await expect(`${told(one, language)}\n`).toMatchFileSnapshot(`golden/case-${name}.${language}.txt`);
  });
});

describe('a telling', () => {
  it('says how late something is on the clock and by the customer’s watch', () => {
    const late = scene(hours(29), event(hours(28), { type: 'contacted', note: 'Called.' }));
    // Four hours from nine, with a lunch break: due at two, and six office hours went by until one the next day.
    expect(told(late)).toContain(
      'Done Tue 24 Nov, 13:00, after 11 h: missed by 23 h (7 h of the clock’s own time).',
    );
    expect(told(late)).toContain('Done Tue 24 Nov, 13:00, after 28 h: missed by 4 h.');
  });

  it('says since when a clock stands still, and why', () => {
    const waits = scene(
      hours(10),
      event(hours(1), { type: 'contacted', note: 'Called.' }),
      event(hours(4), { type: 'waiting', note: 'a photo\u001b[31m of the parcel' }),
    );
    const text = told(waits);
    expect(text).toContain('‖ Resolution · Paused');
    expect(text).toContain(
      'Stands still since Mon 23 Nov, 13:00 (waiting for the customer: a photo[31m of the parcel): 6 h do not count so far.',
    );
    expect(text).toContain('Not done; 4 h used so far: 68 h left.');
  });

  it('leaves out new terms that changed nothing for a clock', () => {
    expect(told(changed).match(/The terms changed/g)).toHaveLength(3);
  });

  it('says that a message was left out since a graver one went to the same people', () => {
    expect(told(normal)).toContain(
      'Not sent on its own: at the same moment there was something graver to tell Owner, Lead (it had fallen due: First contact).',
    );
  });

  it('says which mail comes next, and why one did not go', () => {
    const done = event(hours(3), { type: 'resolved', rootCause: 'carrier', note: 'Sent again.' });
    const soon = scene(hours(3), done);
    expect(told(soon)).toContain('The follow-up e-mail: not sent yet; due Mon 23 Nov, 12:10.');
    const held = scene(
      hours(4),
      done,
      event(
        hours(3) + minutes(10),
        { type: 'not-mailed', mail: 'follow-up', round: 0, reason: 'unsubscribed' },
        'retour',
      ),
    );
    expect(told(held)).toContain(
      'The follow-up e-mail: not sent (Mon 23 Nov, 12:10). The customer asked us to stop writing.',
    );
  });

  const withHours: Configuration = {
    ...configuration,
    people: configuration.people.map((one) =>
      one.email === 'owner@example.com' ? { ...one, hours: 'office' } : one,
    ),
  };

  it.each([
    [
      'en',
      'So Owner (the owner) was not told any more what had been held from Tue 24 Nov, 07:30 on: 75% of the time was used up and nothing was done: First contact (promised to the customer).',
    ],
    [
      'fr',
      'Il n’y avait donc plus à prévenir Owner (le responsable) de ce qui était retenu depuis mar. 24 nov. 07:30 : 75 % du délai utilisé et rien de fait : Premier contact (promesse au client).',
    ],
  ] as const)('says what was held for the night and became needless in it (%s)', (language, line) => {
    const first = tells(0, 'round-0', ['owner@example.com'], { what: 'opened' });
    const called = event(hours(23), { type: 'contacted', note: 'Called.' }, 'other@example.com');
    const once = scene(hours(30), first, event(minutes(1), { type: 'acknowledged' }), called);
    expect(told(once, language, withHours)).toContain(line);
  });

  it('says until when something is held, and since when', () => {
    const first = tells(0, 'round-0', ['owner@example.com'], { what: 'opened' });
    const waiting = scene(hours(13), first, event(minutes(1), { type: 'acknowledged' }));
    expect(told(waiting, 'en', withHours)).toMatch(
      /Mon 23 Nov, 21:00 {2}tell Owner \(the owner\): 50% .* First contact\. Outside their hours, as first contact is due Tue 24 Nov, 09:00, before they are back Tue 24 Nov, 09:00\./,
    );
  });

  it('says so when a case is from before terms were written down', () => {
    const old = { ...normal, record: { ...normal.record, events: [event(0, opening, 'retour')] } };
    expect(told(old)).toContain('as configured today: this case is from before terms were written down.');
  });

  it('says so when nobody kept the feedback or the rule', () => {
    const file = fileOf(normal.record, undefined, configuration, normal.now);
    expect(tellCase(file, { ...configuration, rules: [] }, 'en').join('\n')).toMatch(
      /is not kept any more[\s\S]*no such rule any more/,
    );
  });

  it('lets no control character through, whoever wrote it', () => {
    const hostile = '\u001b]0;owned\u0007\u009b31m\r\u202e';
    const { answers } = feedback;
    const words = {
      ...feedback,
      answers: {
        ...answers,
        comment: hostile,
        channel: hostile,
        contactTime: hostile,
        customer: { name: hostile, email: hostile },
      },
    };
    const record = scene(days(1), event(hours(1), { type: 'contacted', note: hostile })).record;
    const text = told({ record, feedback: words, now: monday + days(1) });
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
  });
});

const exported = z.object({
  asOf: z.number(),
  record: z.unknown(),
  feedback: z.unknown(),
  rounds: z.array(z.object({ clocks: z.unknown() })),
});

describe('an exported case', () => {
  const other: Configuration = { ...configuration, calendars: {}, policies: [], rules: [], undoWithin: 1 };

  it.each(Object.entries({ normal, reopened, deleted, changed }))(
    'that is %s has the same verdicts under another configuration',
    (_, { record, feedback, now }) => {
      const json = JSON.stringify(caseAsJson(fileOf(record, feedback, configuration, now)));
      const read = exported.parse(JSON.parse(json));
      const again = roundsOf(caseOfItem(read.record), other, read.asOf);
      expect(JSON.parse(JSON.stringify(again.map(({ clocks }) => clocks)))).toEqual(
        read.rounds.map(({ clocks }) => clocks),
      );
      expect(read.feedback).toEqual(JSON.parse(JSON.stringify(feedback)));
    },
  );

  it('from before terms were written down has them in the state of each round', () => {
    const old = { ...normal.record, events: [event(0, opening, 'retour')] };
    const { rounds } = fileOf(old, undefined, configuration, normal.now);
    expect(rounds).toHaveLength(1);
    for (const { state, clocks } of rounds) expect(clocksOfRound(state, other, normal.now)).toEqual(clocks);
  });

  it('does not say where its execution waits', async () => {
    const ports = memoryPorts();
    await ports.cases.open(normal.record);
    await ports.cases.awaitOwner('C-TEST', { token: 'secret-token', events: 1 });
    await ports.feedback.save({ ...feedback, revision: 1 });
    const file = await caseFile(ports, configuration, 'C-TEST', normal.now);
    expect(file?.feedback?.id).toBe('shop#r-1');
    expect(JSON.stringify(file && caseAsJson(file))).not.toContain('secret-token');
    expect(await caseFile(ports, configuration, 'C-NOBODY', normal.now)).toBeUndefined();
  });
});
