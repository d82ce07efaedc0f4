import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureHeaders } from '../../local/control-client.ts';
import { hostileBody } from '../fixtures/hostile-bodies.ts';
import { aRun } from './a-run.ts';

const calls = 400;

const tricks = ['none', 'unsigned', 'wrong-secret', 'stale', 'other-body', 'no-id'] as const;

function headersOf(
  trick: (typeof tricks)[number],
  body: Buffer,
  secret: string,
  at: number,
): Readonly<Record<string, string>> {
  const signed = signatureHeaders(secret, body, at);
  switch (trick) {
    case 'none':
    case 'stale':
      return signed;
    case 'unsigned':
      return {};
    case 'wrong-secret':
      return signatureHeaders(Buffer.alloc(32, 7).toString('base64'), body, at);
    case 'other-body':
      return signatureHeaders(secret, Buffer.concat([body, Buffer.from('x')]), at);
    case 'no-id': {
      const { 'webhook-id': _, ...rest } = signed;
      return rest;
    }
  }
}

describe('hostile deliveries at the front door', () => {
  const story = aRun();

  it('get the designed answers, and nothing of an unauthentic one is stored', async () => {
    const { run } = story;
    const target = (await run.sources()).find(({ source }) => source === 'post-purchase');
    if (!target) throw new Error('the run has no such source');
    const now = await run.now();
    const types = fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', 'x/y', '');
    const samples = fc.sample(fc.tuple(hostileBody, types, fc.constantFrom(...tricks)), {
      numRuns: calls,
      seed: 20_261_122,
    });
    const allowed = new Set([202, 401, 413]);
    for (const [body, type, trick] of samples) {
      const at = trick === 'stale' ? now - 3_600_000 : await run.now();
      const answer = await fetch(target.url, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: {
          ...(type === '' ? {} : { 'content-type': type }),
          ...headersOf(trick, body, target.signature.secret, at),
        },
      });
      expect(allowed).toContain(answer.status);
      if (trick !== 'none') expect(answer.status).not.toBe(202);
    }
    await run.idle(60_000);
    const failed = (await run.table('deliveries')).filter(
      ({ part }) => part === 'set-aside' || part === 'record' || String(part).startsWith('delivery#'),
    );
    const authentic = samples.filter(([, , trick]) => trick === 'none').length;
    expect(failed.length).toBeLessThanOrEqual(authentic);
  });

  it('do not stand in the way of the next honest one', async () => {
    const { run } = story;
    const answer = await run.post('post-purchase', {
      type: 'response.completed',
      data: { id: 'honest', score: 9 },
    });
    expect(answer.status).toBe(202);
    await run.idle();
    expect(await run.table('feedback')).toContainEqual(expect.objectContaining({ responseId: 'honest' }));
  });
});
