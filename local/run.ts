import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Activity } from './activity.ts';
import { readAssembly } from './assembly.ts';
import { AsyncInvocations } from './async-invocations.ts';
import { AwsFront } from './aws-front.ts';
import { RunClock } from './clock.ts';
import { Control } from './control.ts';
import { DataFolder } from './data-folder.ts';
import { type Deployment, deploy } from './deployment.ts';
import type { Caller, Engine } from './engine.ts';
import { CloudFormation } from './engines/cloudformation.ts';
import { CloudWatch } from './engines/cloudwatch.ts';
import { Comprehend } from './engines/comprehend.ts';
import { DynamoDb } from './engines/dynamodb.ts';
import { Messaging } from './engines/messaging.ts';
import { S3 } from './engines/s3.ts';
import { SecretsManager } from './engines/secrets-manager.ts';
import { Ses } from './engines/ses.ts';
import { smtpRelay } from './engines/smtp-relay.ts';
import { Sns } from './engines/sns.ts';
import { Sqs } from './engines/sqs.ts';
import { StepFunctions } from './engines/step-functions.ts';
import { Sts } from './engines/sts.ts';
import { SurveyApis } from './engines/survey-apis.ts';
import { TaskTokens } from './engines/task-tokens.ts';
import { startEventSources } from './event-sources.ts';
import { Faults } from './faults.ts';
import { FrontDoor } from './front-door.ts';
import { Functions } from './functions.ts';
import { Gateway } from './gateway.ts';
import { HttpApi } from './http-api.ts';
import { httpFunctionArns, readRoutes } from './http-routes.ts';
import { LambdaPermissions } from './lambda-permissions.ts';
import { Ledger } from './ledger.ts';
import { Mailbox } from './mailbox.ts';
import { Permissions } from './permissions.ts';
import { followRunClock } from './run-date.ts';
import { startSchedules } from './schedules.ts';
import { type LocalSource, readSources } from './sources.ts';
import { topicDelivery, topicPublisher } from './topic-delivery.ts';

const ACCOUNT = '000000000000';
const DEFAULT_REGION = 'eu-west-1';
const SWEEP_EVERY_MS = 24 * 3_600_000;

export interface RunOptions {
  /** A CDK cloud assembly folder. */
  readonly assembly: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Undefined keeps everything in memory. */
  readonly data: string | undefined;
  /** An SMTP address to pass captured mail on to. */
  readonly smtpUrl: string | undefined;
}

export interface Run {
  readonly url: string;
  readonly sources: readonly LocalSource[];
  stop(): Promise<void>;
}

/**
 * Runs a synthesised app on this machine until it is stopped. This thread's Date follows the run's clock from here on.
 * Throws on anything in the templates that it cannot run, before serving.
 */
export async function startRun(options: RunOptions): Promise<Run> {
  const assembly = readAssembly(options.assembly);
  const data = new DataFolder(options.data);
  const gateway = new Gateway();
  const base = await gateway.listen(options.port);
  const region = assembly.stacks.find((stack) => stack.region !== undefined)?.region ?? DEFAULT_REGION;
  try {
    return await assemble(deploy(assembly, { region, account: ACCOUNT, base }), data, gateway, options);
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

async function assemble(
  deployment: Deployment,
  data: DataFolder,
  gateway: Gateway,
  options: RunOptions,
): Promise<Run> {
  const clock = new RunClock(keptOffset(data));
  followRunClock(clock.shared);
  const [activity, ledger, faults, tokens] = [new Activity(), new Ledger(), new Faults(), new TaskTokens()];
  const { base, region } = deployment.place;
  const permissions = new Permissions(deployment);
  const httpFunctions = httpFunctionArns(deployment);
  const functions = new Functions({ deployment, permissions, clock, activity, data, httpFunctions });
  const lambdaPermissions = new LambdaPermissions(deployment, functions);
  const routes = readRoutes(deployment, functions, lambdaPermissions);

  const messaging = await Messaging.start(region);
  const sqs = new Sqs(messaging, data.journal('messages'), clock);
  const mailbox = new Mailbox(data.journal('mail'));
  const invocations = new AsyncInvocations({
    deployment,
    functions,
    clock,
    journal: data.journal('invocations'),
    sendToQueue: async (arn, MessageBody) =>
      void (await sqs.send(arn.split(':').at(-1) ?? '', { MessageBody })),
  });
  const deliver = topicDelivery({
    sqs,
    functions,
    permissions,
    lambdaPermissions,
    invocations,
    mailbox,
    ledger,
    clock,
    deployment,
  });
  const sns = new Sns({ messaging, clock, journal: data.journal('notifications'), deliver });
  const publish = topicPublisher(sns, permissions, ledger, 'ses.amazonaws.com');
  const relay = options.smtpUrl === undefined ? undefined : smtpRelay(options.smtpUrl);
  const dynamodb = new DynamoDb(
    deployment.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
    data.file('dynamodb'),
  );
  const secrets = new SecretsManager(
    deployment.ofType('AWS::SecretsManager::Secret'),
    data.file('secrets.json'),
  );
  const s3 = new S3(messaging, data.journal('objects'));
  const stepFunctions: StepFunctions = new StepFunctions(
    deployment.ofType('AWS::StepFunctions::StateMachine'),
    permissions,
    { clock, tokens, functions, permissions, ledger, front: () => aws },
    data.journal('executions'),
  );
  const engines = new Map<string, Engine>([
    ['dynamodb', dynamodb],
    ['sqs', sqs],
    ['sns', sns],
    ['s3', s3],
    ['states', stepFunctions],
    ['ses', new Ses({ deployment, mailbox, clock, activity, publish, relay })],
    ['comprehend', new Comprehend()],
    ['secretsmanager', secrets],
    ['cloudformation', new CloudFormation(deployment)],
    ['monitoring', new CloudWatch()],
    ['sts', new Sts()],
  ]);
  const aws = new AwsFront({ engines, callers: callersOf(functions), permissions, ledger, faults });

  await dynamodb.start();
  await sqs.start(deployment.ofType('AWS::SQS::Queue'));
  await sns.start(deployment);
  await s3.start(deployment);
  const sources = readSources(deployment, secrets);

  const sweep = () => activity.during(() => dynamodb.sweep(clock.now()));
  const skip = async (ms: number) => {
    await clock.advance(ms, () => {
      // At each stop: a run that is killed on the way must not wake up in its own past.
      keepOffset(data, clock);
      return activity.settle();
    });
    keepOffset(data, clock);
    await sweep();
  };
  const control = new Control({
    base,
    sources: () => readSources(deployment, secrets),
    mailbox,
    sns,
    stepFunctions,
    dynamodb,
    surveyApis: new SurveyApis(clock),
    functions,
    ledger,
    faults,
    clock,
    activity,
    skip,
  });
  const api = new HttpApi({ routes, functions, clock, ledger, host: new URL(base).host });
  const door = new FrontDoor();
  gateway.open({
    aws,
    api,
    door,
    activity,
    control: (method, url, body) => control.serve(method, url, body),
  });

  startEventSources(deployment, { sqs, functions, permissions, ledger, activity, door });
  startSchedules(deployment, { clock, functions, permissions, lambdaPermissions, invocations, ledger });
  await sqs.resume();
  invocations.resume();
  stepFunctions.resume();
  const sweepDaily = () =>
    void clock.at(clock.now() + SWEEP_EVERY_MS, () => void sweep().finally(sweepDaily));
  sweepDaily();

  return {
    url: base,
    sources,
    stop: async () => {
      await gateway.close();
      clock.close();
      await functions.close();
      await messaging.close();
      await dynamodb.close();
    },
  };
}

function callersOf(functions: Functions): Map<string, Caller> {
  const callers = new Map<string, Caller>([['operator', { kind: 'operator', name: 'operator' }]]);
  for (const { name, role } of functions.list) callers.set(name, { kind: 'function', name, role });
  return callers;
}

function keptOffset(data: DataFolder): number {
  const file = data.file('clock.json');
  return file !== undefined && existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
}

function keepOffset(data: DataFolder, clock: RunClock): void {
  const file = data.file('clock.json');
  if (file !== undefined) writeFileSync(file, String(clock.offsetMs));
}
