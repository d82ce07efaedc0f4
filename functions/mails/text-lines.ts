import { cut, readable } from '../words/plain-text.ts';

const textWidth = 72;

/** Words as mail quotes them: `> ` before each line, lines of 72 at most unless a single word is longer. */
export function quotedLines(text: string, longest: number): string {
  return cut(readable(text), longest)
    .split('\n')
    .flatMap((line) => wrapped(line, textWidth - 2))
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** Breaks one line of words. */
function wrapped(line: string, width: number): readonly string[] {
  const done: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      done.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...done, current];
}

/** Paragraphs filled to a width that every mail reader shows whole. */
export function filled(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapped(line, textWidth))
    .join('\n');
}
