import { address, headerText, rawHeader } from '../../functions/aws/mail-header.ts';
import type { Mail, Mailer } from '../../functions/ports.ts';
import { copy } from './copy.ts';
import { Failures } from './failures.ts';

export class MemoryMailer extends Failures implements Mailer {
  readonly sent: (Mail & { readonly messageId: string })[] = [];

  async send(mail: Mail): Promise<{ readonly messageId: string }> {
    this.failIfTold();
    address(mail.to.email, 'the recipient');
    headerText(mail.subject, 'the subject');
    for (const text of Object.entries(mail.headers ?? {}).flat()) rawHeader(text, 'a header');
    const messageId = `mail-${this.sent.length + 1}`;
    this.sent.push({ ...copy(mail), messageId });
    return { messageId };
  }
}
