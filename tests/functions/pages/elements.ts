/** An element as a page declares it, its attributes already without entities. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>/y;
const attribute = /([a-z-]+)(?:="([^"]*)")?/g;

/**
 * Reads markup more strictly than a browser: every `<` must begin a well-formed tag and every attribute must be
 * in double quotes, so that a value that escapes from its place fails here.
 */
export function elements(markup: string): readonly Element[] {
  const found: Element[] = [];
  const rest = markup.replace('<!DOCTYPE html>', '').replace(/(<style>)[^<]*(<\/style>)/, '$1$2');
  for (let at = rest.indexOf('<'); at !== -1; at = rest.indexOf('<', at + 1)) {
    tag.lastIndex = at;
    const match = tag.exec(rest);
    if (!match) throw new Error(`not a tag of ours: ${rest.slice(at, at + 60)}`);
    const [, closing, name = '', attributes = ''] = match;
    if (closing === '/') continue;
    const pairs = [...attributes.matchAll(attribute)].map(([, key = '', value = '']) => [key, plain(value)]);
    found.push({ name, attributes: Object.fromEntries(pairs) });
  }
  return found;
}

/** The words that a reader sees. */
export function words(markup: string): string {
  const body = markup.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<br>/g, '\n');
  return plain(body.replace(/<[^>]*>/g, '')).replaceAll('\u200c', '');
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
