import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

/** Where an operator's command acts: the run on this machine, or a deployed stage. */
export interface Target {
  readonly name: string;
  /** For every SDK client. */
  readonly clientConfig: LocalClient | Record<string, never>;
  /** An output of the stage's stack. @throws Error naming it when it is not there */
  output(key: string): string;
  /** The time there: the run on this machine may have skipped ahead. Milliseconds since 1970. */
  now(): Promise<number>;
}

interface LocalClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface TargetOptions {
  /** True acts on AWS, with the credentials and region of the environment. */
  readonly aws: boolean;
  readonly stage: string;
}

/** Options that every operator's command takes, for `parseArgs`. */
export const targetOptions = {
  aws: { type: 'boolean', default: false },
  stage: { type: 'string', default: 'demo' },
} as const;

/** @throws Error that says what to start or to deploy when the target is not there */
export async function findTarget({ aws, stage }: TargetOptions): Promise<Target> {
  const url = process.env['RETOUR_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8787'}`;
  if (!aws) await requireRun(url);
  const clientConfig = aws
    ? {}
    : {
        endpoint: url,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
      };
  const stackName = `Retour-${stage}-Loop`;
  const answer = await new CloudFormationClient(clientConfig).send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  const outputs = new Map(answer.Stacks?.[0]?.Outputs?.map((one) => [one.OutputKey, one.OutputValue]));
  return {
    name: aws ? `stack ${stackName}` : `the run at ${url}`,
    clientConfig,
    output: (key) => {
      const value = outputs.get(key);
      if (value === undefined) throw new Error(`stack ${stackName} has no output ${key}: deploy it again`);
      return value;
    },
    now: () => (aws ? Promise.resolve(Date.now()) : timeOfRun(url)),
  };
}

async function requireRun(url: string): Promise<void> {
  const healthy = await fetch(`${url}/_local/health`).then(
    (response) => response.ok,
    () => false,
  );
  if (!healthy)
    throw new Error(`Nothing runs at ${url}. Start it with "npm start", or give --aws to act on AWS.`);
}

const runTime = z.object({ now: z.iso.datetime() });

async function timeOfRun(url: string): Promise<number> {
  const answer = await fetch(`${url}/_local/clock`);
  return Date.parse(runTime.parse(await answer.json()).now);
}

/** Runs a command; a mistake is one line on stderr and exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
