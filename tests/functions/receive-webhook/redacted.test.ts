import { describe, expect, it } from 'vitest';
import { redacted } from '../../../functions/receive-webhook/redacted.ts';

const secret = 'a+secret/of=mine';

describe('a body that repeats its secret', () => {
  it.each([
    ['as it stands', `"token": "${secret}"`, '"token": "redacted"'],
    [
      'in JSON that escapes slashes',
      '"url": "https:\\/\\/x\\/a+secret\\/of=mine"',
      '"url": "https:\\/\\/x\\/redacted"',
    ],
    [
      'in a form',
      `url=https%3A%2F%2Fx%2F${encodeURIComponent(secret)}&a=1`,
      'url=https%3A%2F%2Fx%2Fredacted&a=1',
    ],
    ['several times, and an older one', `${secret} older ${secret}`, 'redacted redacted redacted'],
  ])('is kept without it: %s', (_, body, kept) => {
    expect(redacted(Buffer.from(body), [secret, 'older']).toString()).toBe(kept);
  });

  it('is otherwise kept to the byte', () => {
    const body = Buffer.from([0xff, 0xfe, 0, 10, ...Buffer.from(secret), 0x80, 0xc3, 0xa9]);
    const kept = redacted(body, [secret]);
    expect(kept).toEqual(Buffer.from([0xff, 0xfe, 0, 10, ...Buffer.from('redacted'), 0x80, 0xc3, 0xa9]));
    const other = Buffer.from('nothing of the kind');
    expect(redacted(other, [secret, ''])).toBe(other);
  });
});
