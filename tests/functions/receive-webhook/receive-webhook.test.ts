import '../../fixtures/quiet.ts';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { TooLargeError } from '../../../functions/ports.ts';
import type { ProviderName } from '../../../functions/domain/source.ts';
import { receiveWebhook } from '../../../functions/receive-webhook/receive-webhook.ts';
import { seldomRefused } from '../../../functions/receive-webhook/refusals.ts';
import type { HttpRequest } from '../../../functions/runtime/http.ts';
import {
  configuration,
  noon,
  standardBody,
  standardHeaders,
  standardSecret,
  typeformHeaders,
  typeformSecret,
} from '../../fixtures/deliveries.ts';
import { hostileBody } from '../../fixtures/hostile-bodies.ts';
import { sourceName, sourceOfExample } from '../../fixtures/providers/example.ts';
import { MemoryIntake } from '../../memory/intake.ts';
import { MemorySourceSecrets } from '../../memory/secrets.ts';

const rotated = `whsec_${Buffer.from('the secret after this one').toString('base64')}`;

function door() {
  const secrets = new MemorySourceSecrets({
    'post-purchase': [standardSecret],
    'typeform-nps': [typeformSecret],
  });
  const intake = new MemoryIntake();
  const receive = (request: Partial<HttpRequest> & { source?: string }) => {
    const { source = 'post-purchase', ...rest } = request;
    const body = rest.body ?? standardBody();
    const whole = {
      method: 'POST',
      path: { source },
      url: 'https://api.example.com/',
      query: {},
      headers: standardHeaders(body),
      body,
      ...rest,
    };
    return receiveWebhook({ secrets, intake }, configuration, whole, noon);
  };
  return { secrets, intake, receive };
}
/** A source of a tool that signs nothing: its secret stands in the path. */
function pathDoor(provider: ProviderName, mapping: object) {
  const secrets = new MemorySourceSecrets({ [sourceName]: ['the-secret'] });
  const intake = new MemoryIntake();
  const sources = { [sourceName]: sourceOfExample({ provider, mapping }) };
  const post = (body: Buffer, secret = 'the-secret') =>
    receiveWebhook(
      { secrets, intake },
      { ...configuration, sources },
      {
        method: 'POST',
        url: `https://api.example.com/hooks/${sourceName}/${secret}`,
        path: { source: sourceName, secret },
        query: {},
        headers: {},
        body,
      },
      noon,
    );
  return { post, intake };
}
const refusal = { status: 401, body: '{"error":"signature missing, wrong or stale"}' };

describe('a webhook call', () => {
  it('that is proven is stored as it came and accepted', async () => {
    const { receive, intake } = door();
    const body = standardBody();
    expect(await receive({ body })).toMatchObject({ status: 202 });
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(noon / 1000) };
    expect(intake.accepted).toEqual([{ source: 'post-purchase', receivedAt: noon, headers, body }]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('<xml/>')],
    ['bytes that are no text', Buffer.from([0xff, 0, 0xfe])],
  ])('that is proven is stored though it holds %s', async (_, body) => {
    const { receive, intake } = door();
    expect(await receive({ body })).toMatchObject({ status: 202 });
    expect(intake.accepted[0]?.body).toEqual(body);
  });

  it('of Typeform carries no headers along', async () => {
    const { receive, intake } = door();
    const body = standardBody();
    await receive({ source: 'typeform-nps', body, headers: { ...typeformHeaders(body), cookie: 'x' } });
    expect(intake.accepted[0]?.headers).toEqual({});
  });

  it('of a tool that takes nothing but 200 for a success is answered 200', async () => {
    const { post } = pathDoor('surveysparrow', {});
    expect(await post(Buffer.from('{}'))).toMatchObject({ status: 200 });
  });

  it('that repeats its secret is kept without it', async () => {
    const { post, intake } = pathDoor('jotform', {});
    await post(Buffer.from('webhookURL=https%3A%2F%2Fapi.example.com%2Fhooks%2Fthe-source%2Fthe-secret'));
    expect(intake.accepted[0]?.body.toString()).toBe(
      'webhookURL=https%3A%2F%2Fapi.example.com%2Fhooks%2Fthe-source%2Fredacted',
    );
  });

  it('of an unsigned tool is refused under another secret in the path', async () => {
    const { post, intake } = pathDoor('jotform', {});
    expect(await post(Buffer.from('{}'), 'another')).toMatchObject(refusal);
    expect(intake.accepted).toEqual([]);
  });

  it.each(['unknown', '', '__proto__', 'constructor', 'toString'])(
    'to the source "%s" is refused like a wrong signature',
    async (source) => {
      const { receive, intake } = door();
      expect(await receive({ source })).toMatchObject(refusal);
      expect(await receive({ headers: {} })).toEqual(await receive({ source }));
      expect(intake.messages).toEqual([]);
    },
  );

  it('to a source without a secret yet is refused', async () => {
    expect(await door().receive({ source: 'support' })).toMatchObject(refusal);
  });

  it('signed with a secret that is newer than ours makes us look once more', async () => {
    const { receive, secrets } = door();
    const body = standardBody();
    await receive({});
    secrets.rotate('post-purchase', [rotated]);
    expect(await receive({ body, headers: standardHeaders(body, { secret: rotated }) })).toMatchObject({
      status: 202,
    });
    expect(await receive({ body })).toMatchObject(refusal);
    expect(secrets.freshLooks.get('post-purchase')).toBe(2);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    'by %s is not allowed, whether the source exists or not',
    async (method) => {
      const { receive } = door();
      const answer = await receive({ method });
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'POST' } });
      expect(await receive({ method, source: 'unknown' })).toEqual(answer);
    },
  );

  it('over a million bytes, or more than the intake holds, is too large', async () => {
    const { receive, intake } = door();
    expect(await receive({ body: Buffer.alloc(1_000_001, 32) })).toMatchObject({ status: 413 });
    expect(await receive({ body: Buffer.alloc(1_000_000, 32) })).toMatchObject({ status: 202 });
    intake.failNext(new TooLargeError());
    expect(await receive({})).toMatchObject({ status: 413 });
  });

  it('is asked for again when the queue or the secrets fail', async () => {
    const { receive, intake, secrets } = door();
    intake.failNext(new Error('queue'));
    expect(await receive({})).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    vi.spyOn(secrets, 'of').mockRejectedValueOnce(new Error('secrets'));
    expect(await receive({})).toMatchObject({ status: 503 });
    expect(await receive({})).toMatchObject({ status: 202 });
    expect(intake.messages).toHaveLength(1);
  });

  it('is answered as designed whatever it holds, and stored only when it is proven', async () => {
    const { receive, intake } = door();
    const proof = fc.constantFrom('right', 'none', 'wrong', 'stale', 'early', 'odd');
    const type = fc.option(
      fc.constantFrom('text/xml', 'application/json', 'multipart/form-data; boundary=x', ''),
      { nil: undefined },
    );
    const source = fc.constantFrom('post-purchase', 'typeform-nps', 'support', 'nobody', '__proto__');
    let proven = 0;
    await fc.assert(
      fc.asyncProperty(
        hostileBody,
        proof,
        type,
        source,
        fc.string(),
        async (body, how, contentType, to, odd) => {
          const signatures = {
            right: { ...standardHeaders(body), ...typeformHeaders(body) },
            none: {},
            wrong: { ...standardHeaders(body, { secret: rotated }), ...typeformHeaders(body, 'wrong') },
            stale: standardHeaders(body, { now: noon - 301_000 }),
            early: standardHeaders(body, { now: noon + 301_000 }),
            odd: {
              'webhook-id': odd,
              'webhook-timestamp': odd,
              'webhook-signature': `v1,${odd}`,
              'typeform-signature': odd,
            },
          };
          const headers = {
            ...signatures[how],
            ...(contentType !== undefined && { 'content-type': contentType }),
          };
          const { status } = await receive({ source: to, body, headers });
          const isProven = how === 'right' && (to === 'post-purchase' || to === 'typeform-nps');
          if (isProven) proven += 1;
          expect(status).toBe(isProven ? 202 : 401);
          expect(intake.messages).toHaveLength(proven);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a refused call', () => {
  const wrong = { headers: {} };

  it('to a source of ours leaves word, one to a stranger’s does not', async () => {
    const { receive, intake } = door();
    await receive(wrong);
    for (const source of ['unknown', '', '__proto__', 'constructor']) await receive({ ...wrong, source });
    expect(intake.refusals).toEqual([{ source: 'post-purchase', at: noon, count: 1 }]);
  });

  it('leaves no word where a tool may check the address, or sent too much', async () => {
    const { receive, intake } = door();
    for (const method of ['GET', 'HEAD', 'PUT']) await receive({ method });
    await receive({ body: Buffer.alloc(1_000_001, 32) });
    expect(intake.refusals).toEqual([]);
  });

  it('is refused all the same when word of it cannot be left', async () => {
    const { receive, intake } = door();
    intake.failNext(new Error('queue'));
    expect(await receive(wrong)).toMatchObject(refusal);
  });

  it('costs a message a minute and source at most, which counts those that cost none', async () => {
    const intake = new MemoryIntake();
    const seldom = seldomRefused(intake);
    const call = (source: string, second: number) =>
      seldom.noteRefusals({ source, at: noon + second * 1000, count: 1 });
    for (let second = 0; second < 60; second += 1) await call('post-purchase', second);
    await call('support', 30);
    await call('post-purchase', 61);
    await call('post-purchase', 200);
    expect(intake.refusals).toEqual([
      { source: 'post-purchase', at: noon, count: 1 },
      { source: 'support', at: noon + 30_000, count: 1 },
      { source: 'post-purchase', at: noon + 61_000, count: 60 },
      { source: 'post-purchase', at: noon + 200_000, count: 1 },
    ]);
  });
});
