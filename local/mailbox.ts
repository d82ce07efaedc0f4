import type { Journal } from './journal.ts';
import { type JsonRecord, recordAt, textAt } from './json-value.ts';

export interface Mail {
  readonly id: string;
  /** ISO 8601, on the run's clock. */
  readonly at: string;
  readonly purpose: string;
  readonly from: string;
  /** Addresses, comma-separated as in the header. */
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly links: readonly string[];
}

/** Every mail that the app sent, oldest first. */
export class Mailbox {
  private readonly mails: Mail[];
  private readonly journal: Journal;

  constructor(journal: Journal) {
    this.journal = journal;
    this.mails = journal.read().map(mailOf);
  }

  list(): readonly Mail[] {
    return this.mails;
  }

  find(id: string): Mail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  keep(mail: Omit<Mail, 'links'>): void {
    const kept = { ...mail, links: linksIn(mail.html, mail.text) };
    this.journal.append({ ...kept });
    this.mails.push(kept);
  }
}

function linksIn(html: string, text: string): string[] {
  const inHtml = [...html.matchAll(/href="([^"]+)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'));
  const inText = [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map(([url]) =>
    url.replace(/[.,;:!?]+$/, ''),
  );
  return [...new Set([...inHtml, ...inText])].filter((url) => /^https?:/.test(url));
}

function mailOf(line: JsonRecord): Mail {
  const text = (key: string) => textAt(line, key) ?? '';
  const headers = Object.fromEntries(
    Object.entries(recordAt(line, 'headers')).map(([name, value]) => [name, String(value)]),
  );
  const [html, plain] = [text('html'), text('text')];
  return {
    id: text('id'),
    at: text('at'),
    purpose: text('purpose'),
    from: text('from'),
    to: text('to'),
    subject: text('subject'),
    html,
    text: plain,
    headers,
    links: linksIn(html, plain),
  };
}
