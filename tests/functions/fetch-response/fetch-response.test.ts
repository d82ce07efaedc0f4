import '../../fixtures/quiet.ts';

import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NoAnswerError } from '../../../functions/ports.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { noon } from '../../contracts/examples.ts';
import { counting } from '../../fixtures/counted.ts';
import { sourceOf } from '../../fixtures/deliveries.ts';
import { sourceName } from '../../fixtures/surveymonkey-csat.ts';
import { aRequest, fetching } from './fetching.ts';

afterEach(() => vi.restoreAllMocks());

const done = { failed: false };
const missing = { status: 404 };
const minute = 60_000;

describe('a response that was announced', () => {
  it('goes through the intake as a delivery of its own', async () => {
    const world = fetching();
    world.api('r-1', world.finds('r-1'));
    expect(await world.work([aRequest('r-1')])).toEqual([done]);
    const [delivery, ...more] = world.fetched;
    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ source: sourceName, way: 'fetched', receivedAt: noon, headers: {} });
    expect(delivery && readingsOf(delivery, sourceOf(sourceName))).toMatchObject([
      { kind: 'response', responseId: 'r-1', answers: { rating: { score: 1, band: 'dissatisfied' } } },
    ]);
    expect(world.queue).toEqual([]);
  });

  it('is asked for at the tool’s own host with the source’s credential', async () => {
    const world = fetching();
    world.api('r-1', world.finds('r-1'));
    await world.work([aRequest('r-1')]);
    const headers = { authorization: 'Bearer token' };
    for (const asked of world.apis.asked)
      expect(asked).toMatchObject({ host: 'api.surveymonkey.com', headers });
  });

  it('comes back to the queue when the intake cannot take it', async () => {
    const world = fetching();
    world.api('r-1', world.finds('r-1'));
    world.intake.failNext(new Error('no queue'));
    expect(await world.work([aRequest('r-1'), aRequest('r-1')])).toEqual([
      { failed: true, reason: 'Error' },
      done,
    ]);
  });

  it('comes back to the queue when its credential cannot be looked up', async () => {
    const world = fetching();
    world.api('r-1', world.finds('r-1'));
    vi.spyOn(world.credentials, 'of').mockRejectedValueOnce(new Error('no secrets'));
    expect(await world.work([aRequest('r-1')])).toEqual([{ failed: true, reason: 'Error' }]);
    expect(world.setAside).toEqual([]);
  });
});

describe('a response that is not there yet', () => {
  it('is asked for again, soon at first and then ever more seldom', async () => {
    const world = fetching();
    world.api('r-1', missing, missing, missing, world.finds('r-1'));
    await world.work([aRequest('r-1')]);
    expect(world.queue).toMatchObject([
      { due: noon + minute / 2, request: { attempts: 1, firstTriedAt: noon } },
    ]);
    await world.pass(1 / 60);
    expect(world.queue).toMatchObject([{ due: noon + 1.5 * minute, request: { attempts: 2 } }]);
    await world.pass(1);
    expect(world.timesAsked('r-1')).toBe(4);
    expect(world.fetched).toHaveLength(1);
    expect(world.queue).toEqual([]);
  });

  it('is set aside after a day, and can be announced again from there', async () => {
    const counted = counting();
    const world = fetching();
    world.api('r-1', missing);
    await world.work([aRequest('r-1')]);
    await world.pass(23.9);
    expect(world.setAside).toEqual([]);
    await world.pass(2);
    expect(world.queue).toEqual([]);
    expect(world.timesAsked('r-1')).toBeLessThan(40);
    expect(counted()).toEqual(['DeliveriesSetAside']);
    const [aside, ...more] = world.setAside;
    expect(more).toEqual([]);
    expect(aside).toMatchObject({
      delivery: { source: sourceName, way: 'announced', receivedAt: noon },
      reason: 'the API answered 404, for 24 hours',
    });
    expect(aside && readingsOf(aside.delivery, sourceOf(sourceName))).toMatchObject([
      { kind: 'announcement', announced: { responseId: 'r-1', survey: '301' } },
    ]);
    expect(await world.sourceLog.read(sourceName)).toEqual({ setAside: noon });
  });

  it('keeps no other response waiting', async () => {
    const world = fetching();
    world.api('r-2', world.finds('r-2'));
    await world.work([aRequest('r-1'), aRequest('r-2')]);
    expect(world.fetched).toHaveLength(1);
  });
});

describe('an API in trouble', () => {
  it.each([
    ['that has enough of us', { status: 429 }],
    ['that fails', { status: 500 }],
    ['that is down', { status: 503 }],
    ['that cannot be reached', new NoAnswerError('the API could not be reached')],
  ])('%s is asked for three days before the response is set aside', async (_, trouble) => {
    const world = fetching();
    world.api('r-1', trouble);
    await world.work([aRequest('r-1')]);
    await world.pass(75.9);
    expect(world.setAside).toEqual([]);
    expect(world.timesAsked('r-1')).toBeLessThan(100);
    await world.pass(2);
    expect(world.setAside).toMatchObject([{ reason: expect.stringMatching(/, for 76 hours$/) }]);
    expect(world.queue).toEqual([]);
  });

  it('gives the response as soon as it works again', async () => {
    const world = fetching();
    world.api('r-1', { status: 503 }, new NoAnswerError('the API could not be reached'), world.finds('r-1'));
    await world.work([aRequest('r-1')]);
    await world.pass(1);
    expect(world.fetched).toHaveLength(1);
  });

  it('is not asked before the time that it asked for, however often the queue comes round', async () => {
    const world = fetching();
    world.api('r-1', { status: 429, retryAfter: 3 * 3_600_000 }, world.finds('r-1'));
    await world.work([aRequest('r-1')]);
    await world.pass(2.99);
    expect(world.timesAsked('r-1')).toBe(1);
    await world.pass(0.02);
    expect(world.timesAsked('r-1')).toBe(2);
    expect(world.fetched).toHaveLength(1);
  });

  it('is left alone for the rest of a batch', async () => {
    const world = fetching();
    world.api('r-1', { status: 429, retryAfter: 10 * minute });
    const outcomes = await world.work(['r-1', 'r-2', 'r-3'].map((id) => aRequest(id)));
    expect(outcomes).toEqual([done, done, done]);
    expect(world.apis.asked).toHaveLength(1);
    expect(world.queue.map(({ due, request }) => [request.attempts, due])).toEqual([
      [1, noon + 10 * minute],
      [0, noon + 10 * minute],
      [0, noon + 10 * minute],
    ]);
  });
});

describe('an API that does not want us', () => {
  const refusal = ['DeliveriesSetAside', `ApiCredentialsRefused ${sourceName}`];

  it.each([401, 403])(
    'by answering %i raises the source’s alarm; the announcement is set aside',
    async (status) => {
      const counted = counting();
      const world = fetching();
      world.api('r-1', { status });
      expect(await world.work([aRequest('r-1')])).toEqual([done]);
      expect(world.setAside).toMatchObject([{ reason: `the API answered ${status}` }]);
      expect(counted().toSorted()).toEqual(refusal.toSorted());
      expect(world.queue).toEqual([]);
    },
  );

  it('is not asked at all without a credential, which is as bad', async () => {
    const counted = counting();
    const world = fetching({ credential: '' });
    await world.work([aRequest('r-1')]);
    expect(world.apis.asked).toEqual([]);
    expect(world.setAside).toMatchObject([{ reason: 'the credentials of the API are missing' }]);
    expect(counted().toSorted()).toEqual(refusal.toSorted());
  });

  it('is asked again at once when the credential was replaced', async () => {
    const world = fetching();
    await world.credentials.of(sourceName);
    world.credentials.put(sourceName, 'new');
    world.api('r-1', { status: 401 }, world.finds('r-1'));
    await world.work([aRequest('r-1')]);
    expect(world.apis.asked.slice(0, 2).map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token',
      'Bearer new',
    ]);
    expect(world.fetched).toHaveLength(1);
  });
});

describe('what asking again would not mend', () => {
  it.each([
    ['an answer that it is gone', { status: 410 }, 'the API answered 410'],
    ['a redirect', { status: 302 }, 'the API answered 302'],
    [
      'a private address',
      new NoAnswerError('the address is private', { lasts: true }),
      'the address is private',
    ],
    ['a fault of the adapter', new TypeError('of ana@example.com'), 'the adapter failed: TypeError'],
  ])('%s sets the announcement aside at once', async (_, answer, reason) => {
    const world = fetching();
    world.api('r-1', answer);
    expect(await world.work([aRequest('r-1')])).toEqual([done]);
    expect(world.setAside).toMatchObject([{ reason }]);
  });

  it('a response that no message can hold sets it aside, too', async () => {
    const world = fetching();
    world.api('r-1', { body: { id: 'r-1', noise: randomBytes(1_000_000).toString('base64') } });
    await world.work([aRequest('r-1')]);
    expect(world.setAside).toMatchObject([{ reason: 'the response does not fit into a message' }]);
    expect(world.fetched).toEqual([]);
  });

  it.each(['gone', 'post-purchase'])('so does a source without an API: %s', async (source) => {
    const world = fetching();
    await world.work([aRequest('r-1', { source })]);
    expect(world.setAside).toMatchObject([
      { reason: 'the source is configured without an API', delivery: { source, way: 'announced' } },
    ]);
  });

  it('a second announcement of the same response is set aside with the first', async () => {
    const world = fetching();
    world.api('r-1', { status: 401 });
    await world.work([aRequest('r-1'), aRequest('r-1', { deliveryId: `${sourceName}#event-2` })]);
    expect(world.setAside).toHaveLength(1);
  });
});
