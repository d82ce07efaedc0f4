import '../../fixtures/quiet.ts';

import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../functions/domain/configuration.ts';
import type { Delivery } from '../../../functions/domain/delivery.ts';
import type { Reading } from '../../../functions/domain/feedback.ts';
import { merge } from '../../../functions/domain/merge.ts';
import { sourceMapping } from '../../../functions/domain/source.ts';
import { feedbackIdOf } from '../../../functions/identifiers.ts';
import { sourceMistakes } from '../../../functions/providers/check-sources.ts';
import { providerNamed } from '../../../functions/providers/providers.ts';
import { readingsOf } from '../../../functions/reading/readings.ts';
import { recordFeedback } from '../../../functions/record-feedback/record-feedback.ts';
import { configuration as demo, noon } from '../../fixtures/deliveries.ts';
import {
  type Call,
  type ProviderExample,
  signedRequest,
  sourceName,
  sourceOfExample,
} from '../../fixtures/providers/example.ts';
import { memoryPorts } from '../../memory/memory-ports.ts';

const hours = 3_600_000;

/** What every survey tool's provider must hold, told by an example of what the tool sends. */
export function providerContract(example: ProviderExample): void {
  const provider = providerNamed(example.provider);
  const { authentication } = provider;
  const source = sourceOfExample(example);
  const configuration: Configuration = { ...demo, sources: { [sourceName]: source } };
  const deliveryOf = ({ body, headers = {}, way }: Call, receivedAt = noon): Delivery => ({
    source: sourceName,
    receivedAt,
    headers,
    body,
    ...(way && { way }),
  });
  const read = (call: Call, receivedAt = noon) => readingsOf(deliveryOf(call, receivedAt), source);
  const calls = (prefix = 'delivery') => {
    let minted = 0;
    return example.calls(() => {
      minted += 1;
      return `${prefix}-${minted}`;
    });
  };
  const posted = calls().filter(({ way = 'posted' }) => way === 'posted');
  const theCall = posted.at(-1);
  if (!theCall) throw new Error('the example posts nothing');
  const isAuthentic = (request: Parameters<typeof authentication.isAuthentic>[0], secrets: string[]) =>
    authentication.isAuthentic(request, secrets, noon);

  const feedbackId = feedbackIdOf(sourceName, example.responseId);
  const merged = (readings: readonly Reading[]) => {
    let feedback: ReturnType<typeof merge> | undefined;
    for (const reading of readings)
      if (reading.kind === 'response' || reading.kind === 'deletion')
        feedback = merge(feedback, { feedbackId, source: sourceName, receivedAt: noon, reading });
    return feedback;
  };

  describe(`${example.provider}: a call`, () => {
    it('is believed under any live secret', () => {
      const request = signedRequest(example, theCall, { now: noon });
      expect(isAuthentic(request, [example.secret])).toBe(true);
      expect(isAuthentic(request, ['another secret', example.secret])).toBe(true);
    });

    it('is not believed under another secret, without proof, or under an empty secret', () => {
      const request = signedRequest(example, theCall, { now: noon });
      expect(isAuthentic(request, [`${example.secret}x`.replace(/^(whsec_)?./, '$1')])).toBe(false);
      expect(
        isAuthentic({ ...request, headers: {}, pathSecret: undefined, body: theCall.body }, [example.secret]),
      ).toBe(false);
      expect(isAuthentic(signedRequest(example, theCall, { now: noon, secret: '' }), [''])).toBe(false);
      expect(isAuthentic(request, [])).toBe(false);
    });

    it('is not believed with one bit flipped in what is signed, in its proof or in the secret', () => {
      const request = signedRequest(example, theCall, { now: noon });
      const signed =
        request.body.equals(theCall.body) && authentication.scheme === 'shared-secret' ? [] : ['body'];
      const proofs = authentication.proofs.filter((name) => request.headers[name]);
      const parts = [...signed, ...proofs, ...(request.pathSecret ? ['path'] : []), 'secret'];
      const anyPart = fc.constantFrom(...parts);
      const forge = (part: string, bit: number) => ({
        ...request,
        body: part === 'body' ? flipped(request.body, bit) : request.body,
        headers: mapOne(request.headers, part, (value) => flippedText(value, bit)),
        pathSecret: part === 'path' ? flippedText(request.pathSecret ?? '', bit) : request.pathSecret,
      });
      const property = fc.property(anyPart, fc.nat({ max: 100_000 }), (part, bit) => {
        const forged = forge(part, bit);
        fc.pre(part === 'secret' || !example.sameCall?.(forged, request));
        const secret = part === 'secret' ? flippedSecret(example.secret, bit) : example.secret;
        expect(isAuthentic(forged, [secret])).toBe(false);
      });
      fc.assert(property, { numRuns: 500 });
    });

    it.runIf(provider.authentication.inPath)('may carry its secret in the path or in a fixed header', () => {
      const bare = { method: 'POST', url: '', headers: {}, body: theCall.body };
      const { secret } = example;
      expect(isAuthentic({ ...bare, pathSecret: secret }, [secret])).toBe(true);
      expect(isAuthentic({ ...bare, headers: { authorization: `Bearer ${secret}` } }, [secret])).toBe(true);
      expect(isAuthentic({ ...bare, headers: { 'x-retour-secret': secret } }, [secret])).toBe(true);
      expect(isAuthentic({ ...bare, headers: { 'x-retour-secret': `${secret}x` } }, [secret])).toBe(false);
    });

    it('must be answered in a time that the door keeps', () => {
      expect(provider.answerWithin ?? 30).toBeGreaterThanOrEqual(5);
    });
  });

  describe(`${example.provider}: a response`, () => {
    it('is read whole', () => {
      const readings = calls().flatMap((call) => read(call));
      expect(readings.length).toBeGreaterThan(0);
      for (const reading of readings)
        if (reading.kind === 'response') expect(reading.responseId).toBe(example.responseId);
      expect(merged(readings)?.answers).toEqual(example.says);
    });

    it('is told by deliveries of stable names', () => {
      const names = (prefix: string) =>
        calls(prefix).flatMap((call) => read(call).map((one) => one.deliveryId));
      expect(names('a')).toEqual(names('a'));
      for (const name of names('a')) expect(name).toMatch(/^the-source#./);
    });

    it('is the same in whatever order and however often its deliveries come', () => {
      const all = [...calls('a'), ...calls('b')].flatMap((call) => read(call));
      const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
      fc.assert(
        fc.property(shuffled, (readings) => {
          expect(merged(readings)?.answers).toEqual(example.says);
        }),
        { numRuns: 50 },
      );
    });

    it('is one feedback, one case and one alert after 76 hours of repeats, reordering, splits and merges', async () => {
      const schedule = fc.array(
        fc.record({
          hour: fc.double({ min: 0, max: 76, noNaN: true }),
          call: fc.nat({ max: 9 }),
          minted: fc.constantFrom('first', 'second', 'third'),
        }),
        { maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(schedule, fc.integer({ min: 1, max: 6 }), async (repeats, batch) => {
          const memory = memoryPorts();
          const ports = { ...memory, deferred: memory.deferredSentiments };
          const whole = calls('first').map((call, index) => ({ hour: index / 60, call }));
          const again = repeats.flatMap(({ hour, call, minted }) => {
            const remade = calls(minted);
            const one = remade[call % remade.length];
            return one ? [{ hour, call: one }] : [];
          });
          const queue = [...whole, ...again].sort((a, b) => a.hour - b.hour);
          for (let start = 0; start < queue.length; start += batch) {
            const due = queue.slice(start, start + batch);
            const now = noon + (due.at(-1)?.hour ?? 0) * hours;
            const deliveries = due.map(({ hour, call }) => deliveryOf(call, noon + hour * hours));
            const outcomes = await recordFeedback(ports, configuration, deliveries, now);
            expect(outcomes.every(({ failed }) => !failed)).toBe(true);
          }
          expect([...memory.feedback.items.keys()]).toEqual([feedbackId]);
          expect(memory.feedback.items.get(feedbackId)?.answers).toEqual(example.says);
          expect(memory.executions.started.size).toBe(1);
          const [record, ...more] = memory.cases.cases.values();
          expect(more).toEqual([]);
          expect(record?.events.filter(({ type }) => type === 'opened')).toHaveLength(1);
        }),
        { numRuns: 25 },
      );
    });
  });

  describe(`${example.provider}: a delivery that is no response`, () => {
    it.each(example.nothings.map((one) => [one.name, one] as const))('is %s', (_, call) => {
      const readings = read(call);
      expect(readings.length).toBeGreaterThan(0);
      for (const reading of readings) expect(reading).toMatchObject({ kind: 'nothing', reason: call.reason });
    });

    it('has an example for each meaning that the provider declares', () => {
      const shown = new Set<string>([
        ...calls().flatMap((call) => read(call).map(({ kind }) => kind)),
        ...example.nothings.map(({ reason }) => reason),
        ...(example.deletion ? ['deletion'] : []),
        ...(example.unsubscribe ? ['unsubscribe'] : []),
      ]);
      for (const meaning of Object.values(provider.events)) expect(shown).toContain(meaning);
    });

    const { deletion, unsubscribe } = example;
    it.runIf(deletion)('deletes what was said', () => {
      const deletions = deletion ? read(deletion) : [];
      expect(deletions).toMatchObject([{ kind: 'deletion', responseId: example.responseId }]);
      expect(merged([...calls().flatMap((call) => read(call)), ...deletions])).toMatchObject({
        deleted: true,
        answers: {},
      });
    });

    it.runIf(unsubscribe)('keeps us from mailing the customer again', async () => {
      if (!unsubscribe) return;
      const memory = memoryPorts();
      const ports = { ...memory, deferred: memory.deferredSentiments };
      await recordFeedback(ports, configuration, [deliveryOf(unsubscribe)], noon);
      expect([...memory.customers.customers.values()]).toMatchObject([
        { email: unsubscribe.email, suppressed: { reason: 'unsubscribed' } },
      ]);
    });
  });

  describe(`${example.provider}: a body that is not understood`, () => {
    it.each(example.unreadable.map((one) => [one.name, one] as const))(
      'is refused by name: %s',
      (_, call) => {
        expect(() => read(call)).toThrow(expect.objectContaining({ name: 'UnreadableBodyError' }));
        expect(() => read(call)).toThrow(call.names);
      },
    );

    it('never costs an accident, and its reason quotes nobody', () => {
      const bodies = [...calls(), ...example.nothings, ...(example.deletion ? [example.deletion] : [])];
      const words = [example.says.comment, example.says.customer?.email].flatMap((one) => one ?? []);
      const broken = fc.tuple(fc.constantFrom(...bodies), fc.nat({ max: 1000 }), fc.nat({ max: 11 }));
      fc.assert(
        fc.property(broken, ([call, at, how]) => {
          const body = damaged(call.body, at, how);
          try {
            read({ ...call, body });
          } catch (error) {
            expect(error).toHaveProperty('name', 'UnreadableBodyError');
            for (const word of words) expect(String(error)).not.toContain(word);
          }
        }),
        { numRuns: 400 },
      );
    });
  });

  describe(`${example.provider}: its page`, () => {
    const page = `docs/providers/${example.provider}.md`;
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
    it('says how to set the tool up: address, secret, events', () => {
      expect(text).toContain('## Three settings');
      for (const setting of ['**Address**', '**Secret**', '**Events**']) expect(text).toContain(setting);
      expect(text).toContain(authentication.inPath ? '/hooks/<source>/<secret>' : '/hooks/<source>');
      const ownProofs = authentication.proofs.filter(
        (name) => !authentication.inPath || !['authorization', 'x-retour-secret'].includes(name),
      );
      for (const proof of ownProofs) expect(text.toLowerCase()).toContain(`\`${proof}\``);
      for (const event of Object.keys(provider.events)) expect(text).toContain(`\`${event}\``);
      if (provider.answerWithin) expect(text).toContain(`${provider.answerWithin} s`);
    });

    it('has a mapping that reads the example', () => {
      const json = /```json mapping\n([\s\S]*?)```/.exec(text)?.[1] ?? 'missing';
      const mapping = sourceMapping.parse(JSON.parse(json));
      expect(mapping).toEqual(sourceMapping.parse(withoutRest(example.mapping)));
      expect(sourceMistakes(source)).toEqual([]);
    });
  });
}

function withoutRest(mapping: ProviderExample['mapping']) {
  const names = Object.keys(sourceMapping.shape);
  return Object.fromEntries(Object.entries(mapping).filter(([name]) => names.includes(name)));
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

function flippedText(text: string, bit: number): string {
  return flipped(Buffer.from(text, 'latin1'), bit).toString('latin1');
}

/** The key itself is flipped where the secret spells it in base64: the last letter's spare bits say nothing. */
function flippedSecret(secret: string, bit: number): string {
  if (!secret.startsWith('whsec_')) return flippedText(secret, bit);
  return `whsec_${flipped(Buffer.from(secret.slice(6), 'base64'), bit).toString('base64')}`;
}

function mapOne(
  headers: Readonly<Record<string, string | undefined>>,
  name: string,
  change: (value: string) => string,
): Readonly<Record<string, string | undefined>> {
  const value = headers[name];
  return value === undefined ? headers : { ...headers, [name]: change(value) };
}

const oddities = [
  'null',
  '{}',
  '[]',
  '"x"',
  '1e999',
  'true',
  '"\\ud800"',
  '[[]]',
  '-1',
  '""',
  '"9"',
  '12345678901234567890',
];

/** Cuts the body, or puts an odd value in the place of one of its values. */
function damaged(body: Buffer, at: number, how: number): Buffer {
  const text = body.toString('latin1');
  const values = [...text.matchAll(/:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)/g)];
  const value = values[at % Math.max(values.length, 1)];
  const odd = oddities[how % oddities.length];
  if (value === undefined || odd === undefined || at % 7 === 0)
    return body.subarray(0, at % (body.length + 1));
  const start = value.index + value[0].length - (value[1]?.length ?? 0);
  return Buffer.from(text.slice(0, start) + odd + text.slice(value.index + value[0].length), 'latin1');
}
