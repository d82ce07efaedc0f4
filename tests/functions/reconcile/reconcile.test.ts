import '../../fixtures/quiet.ts';

import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import { NoAnswerError } from '../../../functions/ports.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { recordFeedback } from '../../../functions/record-feedback/record-feedback.ts';
import { noon } from '../../contracts/examples.ts';
import { counting } from '../../fixtures/counted.ts';
import { configuration as demo, sourceOf } from '../../fixtures/deliveries.ts';
import { apiHost, details, paths, response, sourceName } from '../../fixtures/surveymonkey-csat.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';
import type { MemoryAnswer } from '../../memory/survey-apis.ts';

afterEach(() => vi.restoreAllMocks());

const hour = 3_600_000;
const list = apiHost + paths.list;
const page = (ids: readonly string[], next = false): MemoryAnswer => ({
  body: { data: ids.map((id) => response(id)), links: next ? { next: 'more' } : {} },
});

function reconciling({
  credential = 'token',
  configuration = demo,
}: {
  credential?: string;
  configuration?: Configuration;
} = {}) {
  const ports = memoryPorts();
  const { apis, credentials, intake } = ports;
  for (const name of Object.keys(configuration.sources))
    if (credential !== '') credentials.put(name, credential);
  apis.answer(apiHost + paths.details, { body: details });
  return {
    ...ports,
    ports,
    run: (now = noon, timeLeft = () => 900_000) => reconcile(ports, configuration, now, timeLeft),
    /** Ids of the responses that went through the intake, in order. */
    get found() {
      return intake.accepted.map(({ body }) => /"id":"(r-\d+)"/.exec(body.toString())?.[1]);
    },
    /** Since when the API was asked, each time that it was asked for a list. */
    get since() {
      return apis.asked
        .filter(({ path }) => path.startsWith(paths.list))
        .map(({ path }) => new URL(path, 'https://api').searchParams.get('start_modified_at'));
    },
    mark: () => ports.watermarks.watermarkOf(sourceName),
  };
}

describe('a survey tool’s API', () => {
  it('is asked for what no webhook brought; all that it lists goes through the intake', async () => {
    const world = reconciling();
    world.apis.answer(list, page(['r-1', 'r-2'], true), page(['r-3']));
    await world.run();
    expect(world.found).toEqual(['r-1', 'r-2', 'r-3']);
    const [delivery] = world.intake.accepted;
    expect(delivery).toMatchObject({ source: sourceName, way: 'reconciled', receivedAt: noon, headers: {} });
    expect(delivery && readingsOf(delivery, sourceOf(sourceName))).toMatchObject([
      { kind: 'response', responseId: 'r-1', answers: { rating: { score: 1 } } },
    ]);
  });

  it('is asked for the last day at first, then from an hour before it was last asked', async () => {
    const world = reconciling();
    world.apis.answer(list, page([]));
    await world.run(noon);
    await world.run(noon + hour);
    expect(await world.mark()).toBe(noon + hour);
    await world.run(noon + 5 * hour);
    // SurveyMonkey's "after" leaves out the second itself.
    expect(world.since).toEqual(['2026-11-21T11:59:59', '2026-11-22T10:59:59', '2026-11-22T11:59:59']);
  });

  it('is not asked where the source has none', async () => {
    const { [sourceName]: _, ...sources } = demo.sources;
    const world = reconciling({ configuration: { ...demo, sources } });
    await world.run();
    expect(world.apis.asked).toEqual([]);
  });
});

describe('a look that breaks off', () => {
  it.each<[string, MemoryAnswer]>([
    ['has enough of us', { status: 429 }],
    ['fails', { status: 503 }],
    ['cannot be reached', new NoAnswerError('the API could not be reached')],
    ['answers what nobody understands', { body: { data: 'ana@example.com' } }],
  ])('as the API %s is made anew from the same time, and counted', async (_, trouble) => {
    const counted = counting();
    const world = reconciling();
    world.apis.answer(list, page([]), page(['r-1'], true), trouble, page(['r-1', 'r-2']));
    await world.run(noon);
    await world.run(noon + hour);
    expect(await world.mark()).toBe(noon);
    expect(counted()).toEqual(['ReconciliationsFailed']);
    await world.run(noon + 2 * hour);
    expect(world.since.at(-1)).toBe(world.since.at(1));
    expect(world.found).toEqual(['r-1', 'r-1', 'r-2']);
    expect(await world.mark()).toBe(noon + 2 * hour);
  });

  it('as the intake cannot take it all is made anew, too', async () => {
    const world = reconciling();
    world.apis.answer(list, page(['r-1', 'r-2']));
    world.intake.failNext(new Error('no queue'));
    await world.run();
    expect(await world.mark()).toBeUndefined();
  });

  it('as its time is up keeps what it has, and is made anew', async () => {
    const counted = counting();
    const world = reconciling();
    world.apis.answer(list, page(['r-1'], true), page(['r-2'], true), page(['r-3']));
    let left = 200_000;
    await world.run(noon, () => {
      left -= 50_000;
      return left;
    });
    expect(world.found).toEqual(['r-1']);
    expect(await world.mark()).toBeUndefined();
    expect(counted()).toEqual(['ReconciliationsFailed']);
  });

  it('as one response fits into no message brings all others, every time', async () => {
    const world = reconciling();
    const large = { ...response('r-1'), noise: randomBytes(1_000_000).toString('base64') };
    world.apis.answer(
      list,
      { body: { data: [large, response('r-2')], links: { next: 'more' } } },
      page(['r-3']),
    );
    await world.run();
    expect(world.found).toEqual(['r-2', 'r-3']);
    expect(await world.mark()).toBeUndefined();
  });
});

describe('credentials that are refused or missing', () => {
  it.each([
    ['refused', 'token', { status: 401 }],
    ['refused for this survey', 'token', { status: 403 }],
    ['missing', '', page(['r-1'])],
  ] as const)('when they are %s raise the source’s own alarm', async (_, credential, answer) => {
    const counted = counting();
    const world = reconciling({ credential });
    world.apis.answer(list, answer);
    await world.run();
    expect(counted()).toEqual([`ApiCredentialsRefused ${sourceName}`]);
    expect(await world.mark()).toBeUndefined();
  });
});

describe('several sources', () => {
  const another = { ...sourceOf(sourceName), api: { form: '301', host: 'api.eu.surveymonkey.com' } };
  const configuration = { ...demo, sources: { another, [sourceName]: sourceOf(sourceName) } };

  it('do not suffer for one that fails, whatever its error', async () => {
    const world = reconciling({ configuration });
    world.apis.answer(`api.eu.surveymonkey.com${paths.list}`, new TypeError('of the adapter'));
    world.apis.answer(list, page(['r-1']));
    await world.run();
    expect(world.found).toEqual(['r-1']);
    expect(await world.watermarks.watermarkOf('another')).toBeUndefined();
    expect(await world.mark()).toBe(noon);
  });

  it('take turns when there is not time enough: the one that waits longest comes first', async () => {
    const world = reconciling({ configuration });
    for (const host of [apiHost, 'api.eu.surveymonkey.com']) world.apis.answer(host + paths.list, page([]));
    await world.watermarks.moveWatermark('another', noon - hour);
    await world.watermarks.moveWatermark(sourceName, noon - 2 * hour);
    let asked = false;
    await world.run(noon, () => {
      const left = asked ? 0 : 900_000;
      asked = true;
      return left;
    });
    expect(world.apis.asked).toMatchObject([{ host: apiHost }]);
    expect(await world.mark()).toBe(noon);
  });
});

describe('what was reconciled', () => {
  it('is recorded once: as repaired when it was new, as nothing when a webhook had brought it', async () => {
    const counted = counting();
    const world = reconciling();
    const ports = { ...world.ports, deferred: world.deferredSentiments };
    world.apis.answer(list, page(['r-1']));
    for (const hours of [0, 1]) {
      await world.run(noon + hours * hour);
      const deliveries = world.intake.accepted;
      world.intake.messages.length = 0;
      await recordFeedback(ports, demo, deliveries, noon + hours * hour);
    }
    expect(counted().filter((name) => name === 'ResponsesRepaired')).toHaveLength(1);
    expect(counted().filter((name) => name === 'ResponsesRecorded')).toHaveLength(1);
    expect(world.feedback.items.size).toBe(1);
    expect(world.cases.cases.size).toBe(1);
    expect(await world.sourceLog.read(sourceName)).toMatchObject({ repaired: { count: 1 } });
  });
});
