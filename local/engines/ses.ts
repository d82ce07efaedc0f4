import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { RunClock } from '../clock.ts';
import type { Deployment } from '../deployment.ts';
import {
  type Answer,
  type AwsCall,
  type Engine,
  jsonAnswer,
  type Requirement,
  ServiceError,
} from '../engine.ts';
import type { Mail, Mailbox } from '../mailbox.ts';
import { readRawMail } from './raw-mail.ts';

const Content = z.object({ Data: z.string() });
const Header = z.object({ Name: z.string(), Value: z.string() });
const Addresses = z.array(z.string()).default([]);
const SendEmail = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses })
    .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] }),
  ReplyToAddresses: Addresses,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(Header).default([]),
  Content: z.object({
    Simple: z
      .object({
        Subject: Content,
        Body: z.object({ Html: Content.optional(), Text: Content.optional() }),
        Headers: z.array(Header).default([]),
      })
      .optional(),
    Raw: Content.optional(),
  }),
});
type SendEmail = z.infer<typeof SendEmail>;

const DestinationProperties = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

export interface SesSurroundings {
  readonly deployment: Deployment;
  readonly mailbox: Mailbox;
  readonly clock: RunClock;
  readonly activity: Activity;
  /** Publishes to a topic as SES, on behalf of a configuration set; the topic's own policy decides. */
  readonly publish: (topicArn: string, message: string, sourceArn: string) => Promise<void>;
  readonly relay: ((mail: Mail, recipients: readonly string[]) => void) | undefined;
}

/** SES v2: mail is captured, never sent (unless relayed); test addresses bounce and complain as AWS's simulator does. */
export class Ses implements Engine {
  private readonly around: SesSurroundings;
  private readonly destinations: readonly z.infer<typeof DestinationProperties>[];

  constructor(around: SesSurroundings) {
    this.around = around;
    this.destinations = around.deployment
      .ofType('AWS::SES::ConfigurationSetEventDestination')
      .map(({ properties }) => DestinationProperties.parse(properties));
  }

  requirements({ action, params }: AwsCall): Requirement[] {
    if (action !== 'SendEmail') return [{ action: `ses:${action}`, anyOf: ['*'] }];
    const request = SendEmail.parse(params);
    const from = addressIn(senderOf(request));
    const name = request.Content.Raw === undefined ? 'ses:SendEmail' : 'ses:SendRawEmail';
    const facts = { 'ses:fromaddress': from };
    const identities = [from, from.slice(from.indexOf('@') + 1)].map((identity) =>
      this.arn('identity', identity),
    );
    const sender: Requirement = { action: name, anyOf: identities, facts };
    const set = request.ConfigurationSetName;
    return set === undefined
      ? [sender]
      : [sender, { action: name, anyOf: [this.arn('configuration-set', set)], facts }];
  }

  async answer({ action, params }: AwsCall): Promise<Answer> {
    if (action === 'GetAccount') return jsonAnswer({ SendingEnabled: true, ProductionAccessEnabled: true });
    const parsed = SendEmail.safeParse(params);
    if (!parsed.success) throw new ServiceError('BadRequestException', z.prettifyError(parsed.error));
    const request = parsed.data;
    this.requireConfigurationSet(request.ConfigurationSetName);
    const { ToAddresses, CcAddresses, BccAddresses } = request.Destination;
    const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
    if (recipients.length === 0) throw new ServiceError('BadRequestException', 'no recipient');
    const mail = mailOf(request, new Date(this.around.clock.now()).toISOString());
    this.around.mailbox.keep(mail);
    this.around.relay?.({ ...mail, links: [] }, recipients);
    // After the answer, as SES does: the sender has noted the message id by then.
    const end = this.around.activity.begin();
    setImmediate(() => this.report(request, mail, recipients).finally(end));
    return jsonAnswer({ MessageId: mail.id }, recipients.length);
  }

  private arn(kind: 'identity' | 'configuration-set', name: string): string {
    const { region, account } = this.around.deployment.place;
    return `arn:aws:ses:${region}:${account}:${kind}/${name}`;
  }

  private requireConfigurationSet(name: string | undefined): void {
    const known = this.around.deployment.ofType('AWS::SES::ConfigurationSet').some(({ ref }) => ref === name);
    if (name !== undefined && !known)
      throw new ServiceError('NotFoundException', `Configuration set <${name}> does not exist.`, 404);
  }

  private async report(
    request: SendEmail,
    mail: Omit<Mail, 'links'>,
    recipients: readonly string[],
  ): Promise<void> {
    for (const event of recipients.flatMap((recipient) => eventsFor(recipient, this.around.clock.now()))) {
      const message = JSON.stringify({ ...event, mail: mailRecord(request, mail, recipients) });
      const set = request.ConfigurationSetName ?? '';
      for (const topic of this.topicsFor(event.eventType, set))
        await this.around.publish(topic, message, this.arn('configuration-set', set));
    }
  }

  private topicsFor(eventType: string, set: string): string[] {
    const wants = (types: readonly string[]) =>
      types.some((type) => type.toLowerCase().replaceAll('_', '') === eventType.toLowerCase());
    return this.destinations
      .filter(({ ConfigurationSetName }) => ConfigurationSetName === set)
      .map(({ EventDestination }) => EventDestination)
      .filter(({ Enabled, MatchingEventTypes }) => Enabled && wants(MatchingEventTypes))
      .flatMap(({ SnsDestination }) => (SnsDestination === undefined ? [] : [SnsDestination.TopicARN]));
  }
}

function mailOf(request: SendEmail, at: string): Omit<Mail, 'links'> {
  const { Simple, Raw } = request.Content;
  const raw = Raw === undefined ? undefined : readRawMail(Buffer.from(Raw.Data, 'base64').toString());
  const own =
    raw?.headers ?? Object.fromEntries((Simple?.Headers ?? []).map(({ Name, Value }) => [Name, Value]));
  const from = request.FromEmailAddress ?? own['From'] ?? '';
  const to = request.Destination.ToAddresses.join(', ');
  const subject = Simple?.Subject.Data ?? own['Subject'] ?? '';
  const replyTo =
    request.ReplyToAddresses.length > 0 ? { 'Reply-To': request.ReplyToAddresses.join(', ') } : {};
  return {
    id: randomUUID(),
    at,
    purpose: request.EmailTags.find(({ Name }) => Name === 'purpose')?.Value ?? 'unknown',
    from,
    to,
    subject,
    html: Simple?.Body.Html?.Data ?? raw?.html ?? '',
    text: Simple?.Body.Text?.Data ?? raw?.text ?? '',
    headers: { From: from, To: to, Subject: subject, ...replyTo, ...own },
  };
}

function mailRecord(request: SendEmail, mail: Omit<Mail, 'links'>, destination: readonly string[]) {
  const set =
    request.ConfigurationSetName === undefined
      ? {}
      : { 'ses:configuration-set': [request.ConfigurationSetName] };
  return {
    timestamp: mail.at,
    source: mail.from,
    sendingAccountId: '000000000000',
    messageId: mail.id,
    destination,
    headersTruncated: false,
    headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [mail.from], to: [mail.to], messageId: mail.id, subject: mail.subject },
    tags: { ...set, ...Object.fromEntries(request.EmailTags.map(({ Name, Value }) => [Name, [Value]])) },
  };
}

function eventsFor(recipient: string, now: number): { eventType: string; [part: string]: unknown }[] {
  const timestamp = new Date(now).toISOString();
  const address = addressIn(recipient);
  const local = address.slice(0, address.indexOf('@'));
  const simulator = address.endsWith('@simulator.amazonses.com');
  const send = { eventType: 'Send', send: {} };
  if (local.startsWith('bounce+') || (simulator && local === 'bounce')) {
    const failed = {
      emailAddress: address,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    };
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [failed] };
    return [send, { eventType: 'Bounce', bounce: { ...bounce, timestamp, feedbackId: randomUUID() } }];
  }
  const delivery = {
    eventType: 'Delivery',
    delivery: { timestamp, recipients: [address], smtpResponse: '250 Ok' },
  };
  if (local.startsWith('complaint+') || (simulator && local === 'complaint')) {
    const complaint = { complainedRecipients: [{ emailAddress: address }], complaintFeedbackType: 'abuse' };
    const details = { ...complaint, timestamp, feedbackId: randomUUID() };
    return [send, delivery, { eventType: 'Complaint', complaint: details }];
  }
  return [send, delivery];
}

function senderOf({ FromEmailAddress, Content: { Raw } }: SendEmail): string {
  if (FromEmailAddress !== undefined || Raw === undefined) return FromEmailAddress ?? '';
  return readRawMail(Buffer.from(Raw.Data, 'base64').toString()).headers['From'] ?? '';
}

function addressIn(mailbox: string): string {
  return (/<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim().toLowerCase();
}
