import type { MailSettings } from '../aws/mailer.ts';
import type { Configuration } from '../domain/configuration.ts';

/** In whose name every mail goes out. */
export function senderOf({ brand }: Configuration, configurationSet: string): MailSettings {
  return {
    from: { name: brand.name, email: brand.from },
    ...(brand.replyTo === undefined ? {} : { replyTo: brand.replyTo }),
    configurationSet,
  };
}
