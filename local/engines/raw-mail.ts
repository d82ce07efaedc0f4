export interface MailParts {
  readonly headers: Record<string, string>;
  readonly html: string;
  readonly text: string;
}

/** Reads a MIME message far enough to show it: headers, and the first HTML and plain text parts. */
export function readRawMail(source: string): MailParts {
  const [head, body] = splitOnce(source);
  const headers = readHeaders(head);
  const type = headers['Content-Type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => readRawMail(part.replace(/^\r?\n/, '')));
    const first = (kind: 'html' | 'text') =>
      parts.map((part) => part[kind]).find((content) => content !== '') ?? '';
    return { headers, html: first('html'), text: first('text') };
  }
  const content = decode(body, headers['Content-Transfer-Encoding'] ?? '7bit');
  return type.startsWith('text/html')
    ? { headers, html: content, text: '' }
    : { headers, html: '', text: content };
}

function splitOnce(source: string): [string, string] {
  const end = /\r?\n\r?\n/.exec(source);
  if (end === null) return [source, ''];
  return [source.slice(0, end.index), source.slice(end.index + end[0].length)];
}

function readHeaders(head: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[titleCase(line.slice(0, colon))] = decodeWords(line.slice(colon + 1).trim());
  }
  return headers;
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

function decodeWords(value: string): string {
  return value.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s?/gi, (_, encoding: string, word: string) =>
    encoding.toLowerCase() === 'b'
      ? decode(word, 'base64')
      : decode(word.replaceAll('_', ' '), 'quoted-printable'),
  );
}

function decode(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString();
    case 'quoted-printable': {
      const bytes = body
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      return Buffer.from(bytes, 'latin1').toString();
    }
    default:
      return body;
  }
}
