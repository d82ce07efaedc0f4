import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Alarm } from './alarm.ts';
import { allow, type Binding } from './binding.ts';
import type { House } from './house.ts';

export interface MailProps {
  readonly house: House;
}

/** How mail leaves, and where SES says that it came back. The identity itself is the company's, not ours to create. */
export class Mail extends Construct {
  readonly events: Topic;
  private readonly configurationSet: ConfigurationSet;
  private readonly identity: string;

  constructor(scope: Construct, id: string, { house }: MailProps) {
    super(scope, id);
    this.identity = EmailIdentity.fromEmailIdentityName(
      this,
      'Identity',
      house.configuration.sesIdentity,
    ).emailIdentityArn;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // A mail carries a link that acts for its reader: it does not travel in the open.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    // Not encrypted with the AWS-managed key: SES may not use it and its events would be dropped in silence.
    this.events = new Topic(this, 'Events', { enforceSSL: true });
    this.configurationSet.addEventDestination('Returned', {
      destination: EventDestination.snsTopic(this.events),
      // What changes whom we may write to. Deliveries would cost an invocation for each mail and change nothing.
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    this.watchReputation(house);
  }

  /** The configuration set's name, for a function that sends mail. */
  sender(): Binding {
    const name = this.configurationSet.configurationSetName;
    const set = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: name,
    });
    return { value: name, grant: allow(['ses:SendEmail'], [this.identity, set]) };
  }

  /** SES reviews an account at these rates; it stops one at 10 % and at 0.5 %. */
  private watchReputation({ alarms }: House): void {
    new Alarm(this, 'BounceRate', {
      alarms,
      metric: reputation('Reputation.BounceRate'),
      reaches: 0.05,
      impact:
        'SES puts the account under review and may stop all its mail: owners and customers would hear nothing.',
      runbook: 'bounce-rate',
    });
    new Alarm(this, 'ComplaintRate', {
      alarms,
      metric: reputation('Reputation.ComplaintRate'),
      reaches: 0.001,
      impact: 'Customers mark our mail as unwanted; SES may stop all mail of the account, to owners too.',
      runbook: 'complaint-rate',
    });
  }
}

function reputation(metricName: string): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
}
