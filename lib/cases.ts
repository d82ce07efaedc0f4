import { Duration } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { allow, type Binding, constant } from './binding.ts';
import { caseDefinition } from './case-definition.ts';
import type { Data } from './data.ts';
import type { House } from './house.ts';
import { HouseFunction } from './house-function.ts';
import { Machine, type MachineName } from './machine.ts';
import type { Mail } from './mail.ts';
import { type PublicApi, pageMethods } from './public-api.ts';
import { linkKey } from './secrets.ts';

export interface CasesProps {
  readonly house: House;
  readonly data: Data;
  readonly api: PublicApi;
  readonly mail: Mail;
  readonly name: MachineName;
}

/** The inner loop: owners are told and reminded, act on a page, and the customer says whether it helped. */
export class Cases extends Construct {
  readonly machine: Machine;
  readonly ownerNotifications: Topic;
  private readonly linkKey: Binding;

  constructor(scope: Construct, id: string, props: CasesProps) {
    super(scope, id);
    const { house, name } = props;
    this.linkKey = linkKey(this, house.configuration);
    this.ownerNotifications = new Topic(this, 'OwnerNotifications', {
      enforceSSL: true,
      masterKey: Alias.fromAliasName(this, 'TopicKey', 'alias/aws/sns'),
    });
    const workCase = this.workCase(props);
    const awaitOwner = this.awaitOwner(props);
    this.machine = new Machine(this, 'Executions', {
      house,
      name,
      definition: caseDefinition(this, { workCase, awaitOwner }),
      steps: [workCase, awaitOwner],
      stopped: {
        impact:
          'A case has lost its clock: its owner is no longer reminded and its customer may wait for ever.',
        runbook: 'case-executions-stopped',
      },
    });
    this.ownersPages(props);
    this.recoverySurvey(props);
  }

  private workCase({ house, data, api, mail }: CasesProps): HouseFunction<'work-case'> {
    return new HouseFunction(this, 'WorkCase', {
      name: 'work-case',
      house,
      timeout: Duration.seconds(30),
      environment: {
        CASES_TABLE: data.cases.binding('get', 'getMany', 'append'),
        FEEDBACK_TABLE: data.feedback.binding('get', 'getMany', 'ofCustomer'),
        OWNERS_TABLE: data.owners.binding(
          'admit',
          'collectedFor',
          'forgetCollected',
          'claimOverview',
          'releaseOverview',
        ),
        CUSTOMERS_TABLE: data.customers.binding('get', 'wasMailed', 'claimMail', 'releaseMail', 'settleMail'),
        OWNER_TOPIC_ARN: this.publisher(),
        LINK_KEY_SECRET: this.linkKey,
        BASE_URL: constant(api.url),
        MAIL_CONFIGURATION_SET: mail.sender(),
      },
      failure: {
        errors: 5,
        impact:
          'Owners are told late and follow-ups to customers wait; each step is tried again for a quarter of an hour at least.',
        runbook: 'case-steps-failing',
      },
    });
  }

  private awaitOwner({ house, data, name }: CasesProps): HouseFunction<'await-owner'> {
    return new HouseFunction(this, 'AwaitOwner', {
      name: 'await-owner',
      house,
      timeout: Duration.seconds(15),
      environment: {
        CASES_TABLE: data.cases.binding('awaitOwner'),
        CASE_MACHINE_ARN: name.binding('SendTaskSuccess', 'SendTaskFailure'),
      },
      failure: {
        errors: 5,
        impact: 'Cases cannot begin to wait for their owner, so that an action may not stop a reminder.',
        runbook: 'case-steps-failing',
      },
    });
  }

  private ownersPages({ house, data, api, name }: CasesProps): void {
    const actOnCase = new HouseFunction(this, 'ActOnCase', {
      name: 'act-on-case',
      house,
      timeout: Duration.seconds(15),
      environment: {
        CASES_TABLE: data.cases.binding('get', 'append'),
        FEEDBACK_TABLE: data.feedback.binding('get', 'ofCustomer'),
        CUSTOMERS_TABLE: data.customers.binding('get'),
        LINK_KEY_SECRET: this.linkKey,
        CASE_MACHINE_ARN: name.binding('SendTaskSuccess', 'SendTaskFailure'),
      },
      failure: {
        impact: 'Owners cannot open or act on their cases: clocks run against them and customers wait.',
        runbook: 'owner-pages-failing',
      },
    });
    api.route('/cases/{link}', pageMethods, actOnCase);
  }

  private recoverySurvey({ house, data, api, name }: CasesProps): void {
    const answerSurvey = new HouseFunction(this, 'AnswerSurvey', {
      name: 'answer-survey',
      house,
      timeout: Duration.seconds(15),
      environment: {
        CASES_TABLE: data.cases.binding('get', 'append'),
        FEEDBACK_TABLE: data.feedback.binding('get'),
        LINK_KEY_SECRET: this.linkKey,
        CASE_MACHINE_ARN: name.binding('SendTaskSuccess', 'SendTaskFailure'),
      },
      failure: {
        impact: 'Customers who were asked whether it helped cannot answer; few try a second time.',
        runbook: 'customer-pages-failing',
      },
    });
    api.route('/recovery/{link}', pageMethods, answerSurvey);
  }

  private publisher(): Binding {
    const { topicArn } = this.ownerNotifications;
    return { value: topicArn, grant: allow(['sns:Publish'], [topicArn]) };
  }
}
