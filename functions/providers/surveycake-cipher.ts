import { createDecipheriv } from 'node:crypto';
import * as z from 'zod';
import { readJsonText } from '../reading/json-body.ts';
import { UnreadableBodyError } from './provider.ts';

/**
 * Deciphers SurveyCake's answer: base64 of AES-128-CBC under the account's hash key and IV key, 16 characters each.
 * Its page says zero padding, its own examples undo the one of PKCS 7: both end in bytes that JSON does not have.
 * @param keys both, as `hash key:IV key`
 * @throws UnreadableBodyError; Error when the keys are not of that form
 */
export function deciphered(answer: string, keys: string): Readonly<Record<string, unknown>> {
  const [, key, iv] = /^([\x20-\x7e]{16}):([\x20-\x7e]{16})$/.exec(keys.trim()) ?? [];
  if (key === undefined || iv === undefined)
    throw new Error('expected the hash key and the IV key, 16 characters each, with a colon between them');
  const decipher = createDecipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
  return readJsonText(whole(decipher, answer).replace(/[\0-\x10]+$/, ''), z.looseObject({}), 'answer');
}

function whole(decipher: ReturnType<typeof createDecipheriv>, answer: string): string {
  try {
    return `${decipher.update(answer, 'base64', 'utf8')}${decipher.final('utf8')}`;
  } catch {
    throw new UnreadableBodyError('answer: expected what AES-128-CBC gives, in base64');
  }
}
