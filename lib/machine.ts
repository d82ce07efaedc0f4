import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  JitterType,
  LogLevel,
  type RetryProps,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Alarm, type Consequence } from './alarm.ts';
import { allow, type Binding, type Grant } from './binding.ts';
import type { FunctionName } from './environments.ts';
import type { House } from './house.ts';
import type { HouseFunction } from './house-function.ts';

type Action = 'StartExecution' | 'SendTaskSuccess' | 'SendTaskFailure';

/** A machine by its name: its own steps are given access to it before it exists. */
export class MachineName {
  readonly name: string;
  readonly arn: string;
  readonly kind: 'case' | 'campaign';

  constructor(scope: Construct, { stage }: { readonly stage: string }, kind: 'case' | 'campaign') {
    this.kind = kind;
    this.name = `retour-${stage}-${kind}`;
    this.arn = Stack.of(scope).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: this.name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  allow(...actions: readonly Action[]): Grant {
    const names = actions.map((action) => `states:${action}`);
    return allow(names, [this.arn]);
  }

  binding(...actions: readonly Action[]): Binding {
    return { value: this.arn, grant: this.allow(...actions) };
  }
}

/** Long enough to sit out a deployment or a bad quarter of an hour, spread so that the recovered are not stormed. */
export const patience: RetryProps = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.minutes(5),
  jitterStrategy: JitterType.FULL,
  maxAttempts: 12,
};

export interface MachineProps {
  readonly house: House;
  readonly name: MachineName;
  readonly definition: IChainable;
  /** The functions that the definition invokes: all that its role may do. */
  readonly steps: readonly HouseFunction<FunctionName>[];
  /** Whom it hurts when an execution ends otherwise than well. */
  readonly stopped: Consequence;
}

/** A Standard state machine with a role for its own steps alone, a log without its data, and an alarm. */
export class Machine extends Construct {
  /** Executions that ended otherwise than well, by how. */
  readonly stopped: Readonly<Record<'Failed' | 'TimedOut' | 'Aborted', IMetric>>;

  constructor(scope: Construct, id: string, { house, name, definition, steps, stopped }: MachineProps) {
    super(scope, id);
    const role = roleFor(this, steps);
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: name.name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(definition),
      // What the steps would add is wider: every version of a function, not the function.
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Log', {
          // The prefix keeps deliveries of logs out of a policy that has room for some ten names only.
          logGroupName: `/aws/vendedlogs/states/${name.name}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // A state's data may quote a customer; ids are in the history, for a shorter time.
        includeExecutionData: false,
      },
    });
    const watched = { period: Duration.minutes(5) };
    this.stopped = {
      Failed: machine.metricFailed({ ...watched, label: `${name.kind} failed` }),
      TimedOut: machine.metricTimedOut({ ...watched, label: `${name.kind} timed out` }),
      Aborted: machine.metricAborted({ ...watched, label: `${name.kind} aborted` }),
    };
    // An alarm each: their sum would have no value while one of them has none.
    for (const [ending, metric] of Object.entries(this.stopped))
      new Alarm(this, ending, { alarms: house.alarms, metric, reaches: 1, ...stopped });
  }
}

function roleFor(scope: Construct, steps: readonly HouseFunction<FunctionName>[]): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      steps: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['lambda:InvokeFunction'],
            resources: steps.map(({ lambda }) => lambda.functionArn),
          }),
          new PolicyStatement({ actions: [...logDelivery, ...tracing], resources: ['*'] }),
        ],
      }),
    },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Log deliveries and X-Ray know no resources; tests/lib/access.test.ts refuses any other action on "*".',
  });
  return role;
}

const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const tracing = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
