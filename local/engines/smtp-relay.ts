import { createTransport } from 'nodemailer';
import type { Mail } from '../mailbox.ts';

/** Passes captured mail on to a real mail server, e.g. to see it in a mail program. Failures are told, not thrown. */
export function smtpRelay(url: string): (mail: Mail, recipients: readonly string[]) => void {
  const transport = createTransport(url);
  return (mail, recipients) => {
    const { From, To, Subject, ...headers } = mail.headers;
    transport
      .sendMail({
        from: mail.from,
        to: mail.to,
        envelope: { from: mail.from, to: [...recipients] },
        subject: mail.subject,
        html: mail.html,
        text: mail.text,
        headers,
      })
      .catch((error: unknown) => {
        console.error(
          `mail ${mail.id} was not relayed: ${error instanceof Error ? error.message : 'unknown error'}`,
        );
      });
  };
}
