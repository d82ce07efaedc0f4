/** Only tags that mail and chat editors write: a customer's own "rated <5" is no markup. */
const tag = /<\/?(?:a|b|blockquote|br|code|div|em|h[1-6]|i|img|li|ol|p|pre|span|strong|u|ul)\b[^<>]*>/i;
const everyTag = new RegExp(tag, 'gi');
const lineEnd = /<br\b[^<>]*>|<\/(?:blockquote|div|h[1-6]|li|p|pre)>/gi;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
};

/** The words of a text that a tool sends as HTML, with its line breaks; any other text as it is. */
export function withoutMarkup(given: string): string {
  if (!tag.test(given)) return given;
  return given
    .replace(lineEnd, '\n')
    .replace(everyTag, '')
    .replace(/&(amp|lt|gt|quot|nbsp|#39|#x27);/g, (all, name: string) => entities[name] ?? all);
}
