import { createHash } from 'node:crypto';

/** Ids are derived, so whatever arrives twice is recognised by its name alone. */

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Names a response across sources; a provider's id that is too long for a key is replaced by its digest. */
export function feedbackIdOf(source: string, responseId: string): string {
  const id = responseId.length <= 200 ? responseId : `sha256-${digest(responseId).toString('base64url')}`;
  return `${source}#${id}`;
}

/** Names a delivery across sources, as `feedbackIdOf` does a response. */
export function deliveryIdOf(source: string, providersId: string): string {
  return feedbackIdOf(source, providersId);
}

/** Ten letters and digits that a person can read out over the phone: 50 bits, without 0, 1, I and O. */
export function caseIdOf(feedbackId: string): string {
  const letters = [...digest(`case ${feedbackId}`).subarray(0, 10)].map((byte) => alphabet[byte % 32]);
  return `C-${letters.join('')}`;
}

/** The same for every spelling of an address; says nothing of the address to who sees it in a link or a log. */
export function customerKeyOf(email: string): string {
  return `p-${digest(`customer ${email.trim().toLowerCase()}`).toString('base64url').slice(0, 22)}`;
}

/** Groups what an unaddressed but known person said; such a person can be recognised, not mailed. */
export function anonymousKeyOf(source: string, customerId: string): string {
  return `i-${digest(`customer ${source} ${customerId}`).toString('base64url').slice(0, 22)}`;
}

/** An improvement is its theme and its title: the same words twice are the same improvement. */
export function improvementIdOf(theme: string, title: string): string {
  return `${theme}-${digest(`improvement ${theme} ${title.trim().toLowerCase()}`).toString('hex').slice(0, 12)}`;
}
