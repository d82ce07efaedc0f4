import { MailRefusedError } from '../ports.ts';

/** What may stand in a mail's headers. Everything else is refused: a line break in a header is a header more. */

const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const printable = /^[\x20-\x7e]*$/;
const oneAddress = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
const bytesPerWord = 45;

/** @throws MailRefusedError when the text has a line break or another control character; `what` names it. */
export function headerText(text: string, what: string): string {
  if (control.test(text)) throw new MailRefusedError(`${what} has a control character`);
  return text;
}

/** @throws MailRefusedError when the value is not printable ASCII, which is all that a raw header may hold. */
export function rawHeader(value: string, what: string): string {
  if (!printable.test(value)) throw new MailRefusedError(`${what} has a character that no header may hold`);
  return value;
}

/** @throws MailRefusedError when it is not exactly one address in ASCII. */
export function address(email: string, what: string): string {
  if (!printable.test(email) || !oneAddress.test(email))
    throw new MailRefusedError(`${what} is not an address`);
  return email;
}

/** An address with a name before it; a name outside ASCII becomes RFC 2047 encoded words. */
export function namedAddress({ name, email }: { name: string; email: string }, what: string): string {
  const shown = headerText(name, what);
  const phrase = printable.test(shown) ? `"${shown.replace(/["\\]/g, '\\$&')}"` : encodedWords(shown);
  return `${phrase} <${address(email, what)}>`;
}

function encodedWords(text: string): string {
  const words = [''];
  for (const character of text.toWellFormed()) {
    const longer = `${words.at(-1)}${character}`;
    if (Buffer.byteLength(longer) <= bytesPerWord) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
