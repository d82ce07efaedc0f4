/**
 * Lets a mail reader's own button unsubscribe, as RFC 8058 has it: it posts
 * `List-Unsubscribe=One-Click` to the https address, without cookies or a page.
 */
export function unsubscribeHeaders(url: string): {
  readonly 'List-Unsubscribe': string;
  readonly 'List-Unsubscribe-Post': string;
} {
  // Parsing also encodes whatever could end the header or its angle brackets.
  return {
    'List-Unsubscribe': `<${new URL(url).href}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
