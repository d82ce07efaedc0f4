import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkAsJson } from '../../bin/checking/as-json.ts';
import { check } from '../../bin/checking/check.ts';
import { bodiesIn, deliveriesOf, type GivenBody, headersIn } from '../../bin/checking/given-bodies.ts';
import { givenSource } from '../../bin/checking/given-mapping.ts';
import { proofOf } from '../../bin/checking/proof.ts';
import { reportOf } from '../../bin/checking/report.ts';
import type { Configuration } from '../../functions/domain/configuration.ts';
import type { Delivery } from '../../functions/domain/delivery.ts';
import { providerNames } from '../../functions/domain/source.ts';
import { feedbackIdOf } from '../../functions/identifiers.ts';
import { providerNamed } from '../../functions/providers/providers.ts';
import {
  configuration as demo,
  noon,
  standardBody,
  typeformAnswer,
  typeformBody,
} from '../fixtures/deliveries.ts';
import {
  type ProviderExample,
  signedRequest,
  sourceName,
  sourceOfExample,
} from '../fixtures/providers/example.ts';

const folder = mkdtempSync(join(tmpdir(), 'checking-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const examples = await Promise.all(
  providerNames.map(async (name): Promise<ProviderExample> => {
    const { example } = await import(`../fixtures/providers/${name}.ts`);
    return example;
  }),
);

const report = (deliveries: readonly Delivery[], configuration: Configuration, provider: string) =>
  reportOf(check(deliveries, configuration), {
    files: deliveries.map((_, index) => `body-${index}.json`),
    source: sourceName,
    provider,
    events: ['an.event'],
    stage: configuration.stage,
    rules: configuration.rules,
    paint: (_, text) => text,
  });

const outcome = z.object({
  deliveries: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
  feedback: z.array(z.looseObject({ id: z.string(), answers: z.unknown(), opensCase: z.unknown() })),
  ignored: z.array(z.object({ path: z.string(), names: z.array(z.string()), why: z.string() })),
  unreadable: z.string().optional(),
});
const asJson = (deliveries: readonly Delivery[], configuration: Configuration) =>
  outcome.parse(
    checkAsJson(
      check(deliveries, configuration),
      deliveries.map((_, index) => `body-${index}.json`),
    ),
  );

describe.each(examples.map((one) => [one.provider, one] as const))('a check of %s', (provider, example) => {
  const source = sourceOfExample(example);
  const configuration: Configuration = { ...demo, sources: { [sourceName]: source } };
  let minted = 0;
  const calls = example.calls(() => {
    minted += 1;
    return `event-${minted}`;
  });
  const delivered = (given: readonly Pick<Delivery, 'body' | 'headers' | 'way'>[]) =>
    given.map((one, index) => ({ ...one, source: sourceName, receivedAt: noon + index }));
  const deliveries = delivered(calls.map((call) => ({ ...call, headers: call.headers ?? {} })));

  it('says what the recorder will record', () => {
    const { feedback, deliveries: told, unreadable } = asJson(deliveries, configuration);
    expect(unreadable).toBeUndefined();
    expect(told.length).toBeGreaterThan(0);
    expect(feedback).toMatchObject([
      {
        id: feedbackIdOf(sourceName, example.responseId),
        answers: example.says,
        opensCase: expect.anything(),
      },
    ]);
  });

  it('tells people the same, on lines that fit a terminal', () => {
    const text = report(deliveries, configuration, provider);
    expect(text).toContain(example.responseId.slice(0, 20));
    if (example.says.comment) expect(text).toContain(example.says.comment.replace(/\s+/g, ' ').slice(0, 20));
    expect(text).toContain('opens by the rule');
    expect(text).not.toMatch(/undefined|\[object/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(300);
  });

  it('says what is no response, and what cannot be read and why', () => {
    for (const { name: _, reason, ...call } of example.nothings)
      expect(
        asJson(delivered([{ ...call, headers: call.headers ?? {} }]), configuration).deliveries,
      ).toContainEqual(expect.objectContaining({ kind: 'nothing', reason }));
    for (const { name: _, names, ...call } of example.unreadable) {
      const [delivery] = delivered([{ ...call, headers: call.headers ?? {} }]);
      expect(delivery && asJson([delivery], configuration).unreadable).toContain(names);
      expect(delivery && report([delivery], configuration, provider)).toContain('Unreadable:');
    }
  });

  it('says whether a call is proven', () => {
    const call = calls.findLast(({ way = 'posted' }) => way === 'posted');
    if (call === undefined) throw new Error('the example posts nothing');
    const { headers, body, url, method } = signedRequest(example, call, { now: noon });
    const sent: GivenBody = {
      file: 'x',
      body,
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]])),
      ),
    };
    const provenBy = (given: GivenBody, secret: string) =>
      proofOf(providerNamed(provider), given, { secrets: [secret], method, url, at: noon });
    expect(provenBy(sent, example.secret)).toMatchObject({ isRight: true });
    expect(provenBy(sent, `x${example.secret}`)).toMatchObject({ isRight: false });
  });
});

describe('a check of a form that is not configured yet', () => {
  const body = typeformBody([
    typeformAnswer('recommend', 'number', 2),
    typeformAnswer('why', 'text', 'Nobody answers the phone, I have tried for days.'),
    typeformAnswer('email', 'email', 'ana@example.com'),
  ]);
  const unconfigured = (questions?: unknown) => {
    const file = questions === undefined ? undefined : fileOf('questions.json', JSON.stringify(questions));
    const source = givenSource('typeform', file);
    return { ...demo, sources: { ...demo.sources, [sourceName]: source } };
  };
  const delivery: Delivery = { source: sourceName, receivedAt: noon, headers: {}, body };
  const rating = { id: 'recommend', as: 'rating', question: { metric: 'nps', scale: { min: 0, max: 10 } } };

  it('takes a list of questions or a whole mapping', () => {
    for (const given of [[rating], { questions: [rating], timeZone: 'Europe/Paris', api: { form: 'abc' } }])
      expect(asJson([delivery], unconfigured(given))).toMatchObject({
        feedback: [{ answers: { rating: { score: 2 } }, opensCase: { rule: 'detractor' } }],
        ignored: expect.arrayContaining([
          {
            path: 'form_response.answers.2.email',
            names: ['id-email', 'email'],
            why: 'no question is mapped to it; map it by "id-email"',
          },
        ]),
      });
  });

  it('drafts the mapping where nothing is mapped, and leaves the scale to whoever knows it', () => {
    const text = report([delivery], unconfigured(), 'typeform');
    expect(text).toContain('{ "id": "id-recommend", "as": "rating", "question": { "metric": "…"');
    expect(text).toContain('{ "id": "id-why", "as": "comment" }');
    expect(text).toContain('{ "id": "id-email", "as": "email" }');
  });

  it('names the question of a mistake in the mapping', () => {
    const mistaken = [
      { ...rating, question: { metric: 'nps', scale: { min: 1, max: 10 } } },
      { id: 'why', as: 'coment' },
    ];
    expect(() => unconfigured(mistaken)).toThrow('question "recommend": NPS is asked on 0–10, not 1–10');
    expect(() => unconfigured(mistaken)).toThrow('question "why"');
    expect(() => givenSource('typefrom', undefined)).toThrow('There is no provider "typefrom"');
    expect(() => givenSource('typeform', fileOf('broken.json', '[{'))).toThrow('broken.json is no JSON');
  });
});

describe('a body from a file', () => {
  const standard = providerNamed('standard');

  it('gets a made-up id where its delivery had one', () => {
    const [body] = bodiesIn(fileOf('a.json', standardBody()), {}, false);
    const [delivery] = body
      ? deliveriesOf('post-purchase', standard, [body], { way: 'posted', now: noon })
      : [];
    expect(delivery).toMatchObject({ headers: { 'webhook-id': 'msg_checked-1' } });
    expect(delivery && asJson([delivery], demo)).toMatchObject({ feedback: [{ id: 'post-purchase#r-1' }] });
  });

  it.each([
    ['as JSON', JSON.parse(standardBody().toString())],
    ['as text', standardBody().toString()],
    ['in base64', standardBody().toString('base64')],
  ])('may be a captured call, %s', (how, body) => {
    const call = { headers: { 'Webhook-Id': 'msg_7' }, body, isBase64Encoded: how === 'in base64' };
    const [given] = bodiesIn(fileOf('capture.json', JSON.stringify(call)), headersIn(['x-more=1']), true);
    expect(given?.headers).toEqual({ 'webhook-id': 'msg_7', 'x-more': '1' });
    expect(JSON.parse(String(given?.body))).toEqual(JSON.parse(standardBody().toString()));
  });

  it('comes a minute after the one before it', () => {
    const bodies = ['a', 'b'].flatMap((name) => bodiesIn(fileOf(name, standardBody()), {}, false));
    const deliveries = deliveriesOf('post-purchase', standard, bodies, { way: 'posted', now: noon });
    expect(deliveries.map(({ receivedAt }) => noon - receivedAt)).toEqual([60_000, 0]);
  });

  it('is printed without what would command a terminal', () => {
    const body = standardBody({
      comment: 'red \u001b[31m alert \u0007\u202e',
      customer: { name: '\u001b]0;x\u0007Ana' },
    });
    const headers = { 'webhook-id': 'msg_1' };
    const text = report([{ source: 'post-purchase', receivedAt: noon, headers, body }], demo, 'standard');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
