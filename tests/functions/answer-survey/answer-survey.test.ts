import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerRequest } from '../../../functions/answer-survey/answer-request.ts';
import { firstContactResolved } from '../../../functions/domain/first-contact.ts';
import type { HttpRequest } from '../../../functions/runtime/http.ts';
import { configuration, days, minutes, monday } from '../../domain/a-case.ts';
import { linkPart } from '../act-on-case/a-page.ts';
import { elements, words } from '../pages/elements.ts';
import { hostileText } from '../pages/hostile.ts';
import { CaseLife, resolve } from '../work-case/case-life.ts';

const right = { to: 'answer', case: 'C-TEST', round: 0, until: monday + days(60) } as const;

/** A customer who was asked whether it helped. */
async function asked({ around = configuration } = {}) {
  const life = await new CaseLife({ configuration: around }).run();
  await life.does(resolve);
  await life.skip(minutes(10) + days(3));
  const request = (given: Partial<HttpRequest> = {}, link = linkPart(right)) =>
    answerRequest(
      life.world,
      around,
      {
        method: 'GET',
        path: { link },
        query: {},
        url: 'https://api.example.com/',
        headers: {},
        body: Buffer.of(),
        ...given,
      },
      life.now,
    );
  const post = async (form: Readonly<Record<string, string>>, link?: string) => {
    const answer = await request(
      { method: 'POST', body: Buffer.from(new URLSearchParams(form).toString()) },
      link,
    );
    await life.run();
    return answer;
  };
  return {
    life,
    request,
    post,
    kept: () => JSON.stringify([...life.world.cases.cases, life.world.executions]),
  };
}

const chosen = (page: string | undefined) =>
  elements(page ?? '')
    .filter(({ attributes }) => 'checked' in attributes)
    .map(({ attributes }) => attributes['value']);

describe('the recovery survey', () => {
  it.each(['GET', 'HEAD'])(
    'shows on %s the number that was tapped in the mail, and takes nothing',
    async (method) => {
      const { request, kept } = await asked();
      const before = kept();
      const answer = await request({ method, query: { score: '4' } });
      expect(answer.status).toBe(200);
      expect(chosen(answer.body)).toEqual(['4']);
      expect(kept()).toBe(before);
    },
  );

  it.each(['0', '6', '', 'x', '1e0', '3.5', '-1'])(
    'chooses nothing for a number off the scale: %s',
    async (score) => {
      const { request } = await asked();
      expect(chosen((await request({ query: { score } })).body)).toEqual([]);
    },
  );

  it('speaks the customer’s language, unless asked for another', async () => {
    const { request } = await asked();
    expect((await request()).body).toContain('<html lang="fr"');
    expect((await request({ query: { lang: 'en' } })).body).toContain('<html lang="en"');
  });

  it.each([
    ['', 404],
    [linkPart({ ...right, to: 'act', by: 'ana@example.com' }), 404],
    [linkPart({ ...right, case: 'C-NONE' }), 404],
    [linkPart(right, 'not ours'), 404],
    [linkPart({ ...right, until: monday }), 410],
  ])('does not open for a link that is of no use', async (link, status) => {
    const { request, post, kept } = await asked();
    const before = kept();
    expect((await request({}, link)).status).toBe(status);
    expect((await post({ score: '1' }, link)).status).toBe(status);
    expect(kept()).toBe(before);
  });
});

describe('a posted answer', () => {
  it.each([{}, { score: '' }, { score: '6' }, { score: '0' }, { score: '4.5' }, { score: ' ' }])(
    'without a number of the scale comes back with its comment: %j',
    async (form: Record<string, string>) => {
      const { life, post } = await asked();
      const answer = await post({ ...form, comment: 'Merci <3' });
      expect(answer.status).toBe(400);
      expect(words(answer.body ?? '')).toContain('Merci <3');
      expect(life.types).not.toContain('survey-answered');
    },
  );

  it('is not a nought because nothing was chosen, on a scale that begins there', async () => {
    const scale = { min: 0, max: 10 };
    const { post } = await asked({
      around: { ...configuration, recovery: { ...configuration.recovery, scale } },
    });
    expect((await post({ score: '' })).status).toBe(400);
    expect((await post({ score: '0' })).status).toBe(200);
  });

  it('is not refused for a comment that is too long: what fits is kept', async () => {
    const { life, post } = await asked();
    expect((await post({ score: '5', comment: `${'a\r\n'.repeat(999)}bcd` })).status).toBe(200);
    expect(life.record.events).toContainEqual(
      expect.objectContaining({ type: 'survey-answered', score: 5, comment: `${'a\n'.repeat(999)}bc` }),
    );
  });

  it('counts once, the first of a round, however often it is posted', async () => {
    const { life, post, request } = await asked();
    const posts = await Promise.all(['5', '1', '2'].map((score) => post({ score })));
    expect(posts.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(life.types.filter((type) => type === 'survey-answered')).toHaveLength(1);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect((await request()).body).not.toContain('<form');
  });

  it('to an earlier round means nothing in a later one', async () => {
    const { life, post } = await asked();
    await post({ score: '1' });
    await life.does(resolve);
    await post({ score: '5' });
    expect(life.state).toMatchObject({ status: 'resolved', round: 1 });
  });

  it('counts in each round', async () => {
    const { life, post } = await asked();
    await post({ score: '1' });
    await life.skip(days(5));
    await life.does(resolve);
    await life.skip(days(4));
    await post({ score: '2', comment: 'Encore cassé.' }, linkPart({ ...right, round: 1 }));
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'lost' });
  });

  it.each([
    ['yes', true],
    ['no', false],
  ])('keeps whether our first answer settled it: %s', async (fcr, kept) => {
    const { life, post } = await asked();
    await post({ score: '5', fcr });
    expect(life.record.events).toContainEqual(
      expect.objectContaining({ type: 'survey-answered', score: 5, fcr: kept }),
    );
    expect(firstContactResolved(life.record)).toBe(kept);
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'recovered' });
  });

  it.each([{}, { fcr: '' }, { fcr: 'perhaps' }])(
    'counts without a word about our first answer: %j',
    async (more: Record<string, string>) => {
      const { life, post } = await asked();
      expect((await post({ score: '5', ...more })).status).toBe(200);
      expect(life.record.events.find(({ type }) => type === 'survey-answered')).not.toHaveProperty('fcr');
      expect(firstContactResolved(life.record)).toBe(true);
    },
  );

  it('that lacks the number comes back with what was said of our first answer', async () => {
    const { post } = await asked();
    expect(chosen((await post({ fcr: 'no' })).body)).toEqual(['no']);
    expect(chosen((await post({ fcr: 'maybe' })).body)).toEqual([]);
  });

  it('is not asked about our first answer once the case was reopened', async () => {
    const { life, post, request } = await asked();
    expect((await request()).body).toContain('name="fcr"');
    await post({ score: '1', fcr: 'no' });
    await life.does(resolve);
    await life.skip(days(4));
    const second = linkPart({ ...right, round: 1 });
    expect((await request({}, second)).body).not.toContain('name="fcr"');
    await post({ score: '5', fcr: 'yes' }, second);
    expect(firstContactResolved(life.record)).toBe(false);
  });

  it('that comes late and is good leaves the outcome as it is, too', async () => {
    const { life, post } = await asked();
    await life.skip(days(8));
    await post({ score: '5', fcr: 'yes' });
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'no-answer', reason: 'nobody-answered' });
    expect(life.record.events.at(-1)).toMatchObject({ type: 'survey-answered', score: 5, fcr: true });
    expect(firstContactResolved(life.record)).toBe(true);
  });

  it('after the case was closed for want of it is kept, and the case stays closed', async () => {
    const { life, post, request } = await asked();
    await life.skip(days(8));
    expect((await post({ score: '1', comment: 'Trop tard' })).status).toBe(200);
    expect(life.record.events.at(-1)).toMatchObject({
      type: 'survey-answered',
      score: 1,
      comment: 'Trop tard',
    });
    expect(life.state).toMatchObject({ status: 'closed', outcome: 'no-answer' });
    expect((await request()).body).not.toContain('<form');
  });

  it('never makes the page fail, whatever it says', async () => {
    const { request } = await asked();
    const form = fc.array(fc.tuple(fc.constantFrom('score', 'comment', 'fcr', '__proto__'), hostileText));
    await fc.assert(
      fc.asyncProperty(form, async (pairs) => {
        const body = Buffer.from(new URLSearchParams(pairs).toString());
        const answer = await request({ method: 'POST', body });
        expect([200, 400]).toContain(answer.status);
        elements(answer.body ?? '');
      }),
    );
  });
});
