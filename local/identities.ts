import { createHash } from 'node:crypto';

export interface Place {
  readonly region: string;
  readonly account: string;
  /** The one address that serves everything, without a final slash. */
  readonly base: string;
}

export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Subject {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly place: Place;
  /** A property of the resource as a text, after template functions; undefined when absent. */
  property(name: string): string | undefined;
}

/**
 * What Ref and Fn::GetAtt answer for a resource.
 * Throws for a type that the local run cannot run: better at start than half a loop.
 */
export function identify(subject: Subject): Identity {
  const { stack, logicalId, type, place } = subject;
  const arn = (service: string, resource: string) =>
    `arn:aws:${service}:${place.region}:${place.account}:${resource}`;
  const global = (service: string, resource: string) => `arn:aws:${service}::${place.account}:${resource}`;
  const named = (property: string) => subject.property(property) ?? physicalName(stack, logicalId);
  const plain = (ref: string, attributes: Record<string, string> = {}) => ({ ref, attributes });
  const withArn = (ref: string, own: string) => plain(ref, { Arn: own });

  switch (type) {
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable': {
      const name = named('TableName');
      return withArn(name, arn('dynamodb', `table/${name}`));
    }
    case 'AWS::SQS::Queue': {
      const name = subject.property('QueueName') ?? queueName(subject);
      const url = `${place.base}/${place.account}/${name}`;
      return plain(url, { Arn: arn('sqs', name), QueueName: name, QueueUrl: url });
    }
    case 'AWS::SNS::Topic': {
      const name = named('TopicName');
      return plain(arn('sns', name), { TopicArn: arn('sns', name), TopicName: name });
    }
    case 'AWS::SecretsManager::Secret': {
      // AWS adds a dash and six characters to a secret's name; policies written for "name-??????" must match.
      const secret = arn(
        'secretsmanager',
        `secret:${named('Name')}-${shortHash(`${stack}/${logicalId}`, 6)}`,
      );
      return plain(secret, { Id: secret, Arn: secret });
    }
    case 'AWS::Lambda::Function': {
      const name = named('FunctionName');
      return withArn(name, arn('lambda', `function:${name}`));
    }
    case 'AWS::StepFunctions::StateMachine': {
      const name = named('StateMachineName');
      const own = arn('states', `stateMachine:${name}`);
      return plain(own, { Arn: own, Name: name });
    }
    case 'AWS::ApiGatewayV2::Api': {
      const id = `a${shortHash(`${stack}/${logicalId}`, 9)}`;
      return plain(id, { ApiId: id, ApiEndpoint: place.base });
    }
    case 'AWS::IAM::Role': {
      const name = named('RoleName');
      return plain(name, { Arn: global('iam', `role/${name}`), RoleId: `AROA${shortHash(name, 12)}` });
    }
    case 'AWS::IAM::ManagedPolicy': {
      const own = global('iam', `policy/${named('ManagedPolicyName')}`);
      return plain(own, { PolicyArn: own });
    }
    case 'AWS::Logs::LogGroup': {
      const name = named('LogGroupName');
      return withArn(name, arn('logs', `log-group:${name}:*`));
    }
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm': {
      const name = named('AlarmName');
      return withArn(name, arn('cloudwatch', `alarm:${name}`));
    }
    case 'AWS::Events::Rule':
      return withArn(named('Name'), arn('events', `rule/${named('Name')}`));
    case 'AWS::Scheduler::Schedule':
      return withArn(named('Name'), arn('scheduler', `schedule/default/${named('Name')}`));
    case 'AWS::Scheduler::ScheduleGroup':
      return withArn(named('Name'), arn('scheduler', `schedule-group/${named('Name')}`));
    case 'AWS::S3::Bucket': {
      const name = subject.property('BucketName') ?? physicalName(stack, logicalId).toLowerCase();
      return plain(name, { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` });
    }
    case 'AWS::KMS::Key': {
      const id = shortHash(`${stack}/${logicalId}`, 36);
      return plain(id, { Arn: arn('kms', `key/${id}`), KeyId: id });
    }
    case 'AWS::SES::EmailIdentity': {
      const identity = named('EmailIdentity');
      return plain(identity, dkimRecords(identity));
    }
    case 'AWS::SES::ConfigurationSet':
      return plain(named('Name'));
    case 'AWS::ApiGatewayV2::Route':
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Stage':
    case 'AWS::CDK::Metadata':
    case 'AWS::CloudWatch::Dashboard':
    case 'AWS::IAM::Policy':
    case 'AWS::KMS::Alias':
    case 'AWS::Lambda::EventInvokeConfig':
    case 'AWS::Lambda::EventSourceMapping':
    case 'AWS::Lambda::Permission':
    case 'AWS::S3::BucketPolicy':
    case 'AWS::SES::ConfigurationSetEventDestination':
    case 'AWS::SNS::Subscription':
    case 'AWS::SNS::TopicPolicy':
    case 'AWS::SQS::QueuePolicy':
      return plain(physicalName(stack, logicalId));
    default:
      throw new Error(`the local run does not support ${logicalId}, a ${type} in stack ${stack}`);
  }
}

function physicalName(stack: string, logicalId: string): string {
  return `${stack}-${logicalId}`.slice(-64).replace(/^-+/, '');
}

function queueName(subject: Subject): string {
  const name = physicalName(subject.stack, subject.logicalId);
  return subject.property('FifoQueue') === 'true' ? `${name}.fifo` : name;
}

function dkimRecords(identity: string): Record<string, string> {
  const records: Record<string, string> = {};
  for (const index of [1, 2, 3]) {
    records[`DkimDNSTokenName${index}`] = `local${index}._domainkey.${identity}`;
    records[`DkimDNSTokenValue${index}`] = `local${index}.dkim.amazonses.com`;
  }
  return records;
}

function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
