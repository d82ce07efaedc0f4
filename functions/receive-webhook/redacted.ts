const blank = 'redacted';

/**
 * A body without the secrets that it repeats: some tools send along the address that they post to, others put the
 * secret itself into the body. Only for bodies that nobody signs.
 */
export function redacted(body: Buffer, secrets: readonly string[]): Buffer {
  const bytes = body.toString('latin1');
  let text = bytes;
  for (const spelling of secrets.flatMap(spellings)) text = text.replaceAll(spelling, blank);
  return text === bytes ? body : Buffer.from(text, 'latin1');
}

/** A secret as JSON or a form may write it; the longest first. */
function spellings(secret: string): readonly string[] {
  const all = [encodeURIComponent(secret), secret.replaceAll('/', '\\/'), secret];
  return [...new Set(all)].filter((one) => one !== '');
}
