const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const lineBreaks = /[\r\n\t\u0085\u2028\u2029]+/g;
/** Characters that turn the reading direction or hide: a name could make a subject say something else. */
const directionAndHiding = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** They force a direction on letters that have one: of no use to an honest writer. */
const overrides = /[\u202d\u202e]/g;

/** Someone else's text over several lines, without control characters, safe to encode as UTF-8. */
export function readable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(controls, '')
    .replace(overrides, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Someone else's text on one line that keeps its direction to itself, cut after `longest` graphemes. */
export function oneLine(text: string, longest: number): string {
  const line = text
    .toWellFormed()
    .replace(lineBreaks, ' ')
    .replace(controls, '')
    .replace(directionAndHiding, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  return cut(line, longest);
}

/** At most `longest` graphemes; an ellipsis says that there was more. Never splits an emoji or an accent. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  let kept = '';
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    // A grapheme may be endless: anyone can pile a thousand accents on one letter.
    if (count === longest || kept.length + segment.length > longest * 16) return `${kept.trimEnd()}…`;
    kept += segment;
    count += 1;
  }
  return kept;
}

/** Undefined when nothing that can be read is left. */
export function oneLineOrNothing(text: string | undefined, longest: number): string | undefined {
  return oneLine(text ?? '', longest) || undefined;
}
