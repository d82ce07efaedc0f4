import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignedRequest } from '../../../functions/providers/provider.ts';
import { standard } from '../../../functions/providers/standard.ts';
import { typeform } from '../../../functions/providers/typeform.ts';
import {
  noon,
  standardBody,
  standardHeaders,
  standardSecret,
  standardSignature,
  typeformHeaders,
  typeformSecret,
} from '../../fixtures/deliveries.ts';

const body = standardBody();
const call = { method: 'POST', url: 'https://api.example.com/hooks/the-source' };
type Proven = Pick<SignedRequest, 'headers' | 'body'>;
const isStandard = (request: Proven, secrets: readonly string[], now: number) =>
  standard.authentication.isAuthentic({ ...call, ...request }, secrets, now);
const isTypeform = (request: Proven, secrets: readonly string[], now: number) =>
  typeform.authentication.isAuthentic({ ...call, ...request }, secrets, now);
const other = `whsec_${Buffer.from('another 24 byte secret..').toString('base64')}`;

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}
const flippedText = (text: string, bit: number) =>
  flipped(Buffer.from(text, 'latin1'), bit).toString('latin1');
const anyBit = fc.nat({ max: 100_000 });

describe('a standard source', () => {
  it('accepts the vector that the specification’s libraries publish', () => {
    const request = {
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      body: Buffer.from('{"test": 2432232314}'),
    };
    const now = 1614265330_000;
    expect(isStandard(request, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], now)).toBe(true);
    expect(isStandard(request, ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], now)).toBe(true);
  });

  it('accepts any live secret and any of several signatures', () => {
    const headers = standardHeaders(body);
    const signature = `v1a,ed25519== v2,abc v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
    expect(isStandard({ headers, body }, [other, standardSecret], noon)).toBe(true);
    expect(
      isStandard({ headers: { ...headers, 'webhook-signature': signature }, body }, [standardSecret], noon),
    ).toBe(true);
  });

  it('accepts an empty body that is signed', () => {
    const empty = Buffer.alloc(0);
    expect(isStandard({ headers: standardHeaders(empty), body: empty }, [standardSecret], noon)).toBe(true);
  });

  it.each([
    ['no id', { 'webhook-id': undefined }],
    ['no timestamp', { 'webhook-timestamp': undefined }],
    ['no signature', { 'webhook-signature': undefined }],
    ['an empty signature', { 'webhook-signature': 'v1,' }],
    [
      'a signature of another version',
      { 'webhook-signature': standardHeaders(body)['webhook-signature'].replace('v1', 'v2') },
    ],
    ['a timestamp that is no number', { 'webhook-timestamp': 'hello' }],
  ])('refuses %s', (_, change) => {
    const headers = { ...standardHeaders(body), ...change };
    expect(isStandard({ headers, body }, [standardSecret], noon)).toBe(false);
  });

  it.each([-301_000, 301_000])('refuses a rightly signed call that is %i ms off', (offset) => {
    const headers = standardHeaders(body, { now: noon + offset });
    expect(isStandard({ headers, body }, [standardSecret], noon)).toBe(false);
  });

  it.each([-300_000, 300_000])('accepts one that is %i ms off', (offset) => {
    const headers = standardHeaders(body, { now: noon + offset });
    expect(isStandard({ headers, body }, [standardSecret], noon)).toBe(true);
  });

  it.each(['', 'whsec_', '!!!'])('takes no secret "%s", whose key is empty', (secret) => {
    const headers = standardHeaders(body, { secret: '' });
    expect(isStandard({ headers, body }, [secret], noon)).toBe(false);
  });

  it('refuses whatever has one bit flipped in body, id, timestamp, signature or key', () => {
    const headers = standardHeaders(body);
    const key = Buffer.from(standardSecret.slice(6), 'base64');
    fc.assert(
      fc.property(
        anyBit,
        fc.constantFrom(
          'body',
          'secret',
          ...(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const),
        ),
        (bit, part) => {
          const mutated =
            part === 'body' || part === 'secret'
              ? headers
              : { ...headers, [part]: flippedText(headers[part], bit) };
          const request = { headers: mutated, body: part === 'body' ? flipped(body, bit) : body };
          const secret = part === 'secret' ? flipped(key, bit).toString('base64') : standardSecret;
          expect(isStandard(request, [secret], noon)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses a signature that moves bytes between id, timestamp and body', () => {
    const headers = {
      ...standardHeaders(body),
      'webhook-signature': standardSignature({ id: 'msg_1', timestamp: '1', body }),
    };
    expect(isStandard({ headers, body }, [standardSecret], noon)).toBe(false);
  });
});

describe('a Typeform source', () => {
  it('accepts its signature under any live secret', () => {
    expect(isTypeform({ headers: typeformHeaders(body), body }, ['older', typeformSecret], noon)).toBe(true);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['a bare digest', typeformHeaders(body)['typeform-signature'].slice('sha256='.length)],
    [
      'hexadecimal',
      `sha256=${Buffer.from(typeformHeaders(body)['typeform-signature'].slice(7), 'base64').toString('hex')}`,
    ],
    ['another spelling of the same bytes', `${typeformHeaders(body)['typeform-signature']}=`],
  ])('refuses %s as signature', (_, signature) => {
    expect(isTypeform({ headers: { 'typeform-signature': signature }, body }, [typeformSecret], noon)).toBe(
      false,
    );
  });

  it('takes no empty secret', () => {
    expect(isTypeform({ headers: typeformHeaders(body, ''), body }, [''], noon)).toBe(false);
  });
});
