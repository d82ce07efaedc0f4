import type { App } from 'aws-cdk-lib';
import type { Configuration } from '../functions/domain/configuration.ts';
import { DataStack } from './data-stack.ts';
import { LoopStack } from './loop-stack.ts';

/** The stacks of one stage, for whatever account and region they are deployed to. */
export interface Stage {
  readonly data: DataStack;
  readonly loop: LoopStack;
}

/** Adds a stage to the app: one stack to keep, one that can be thrown away. */
export function addStage(app: App, configuration: Configuration): Stage {
  const { stage } = configuration;
  const tags = { application: 'retour', stage };
  const data = new DataStack(app, `Retour-${stage}-Data`, { configuration, tags });
  const loop = new LoopStack(app, `Retour-${stage}-Loop`, { configuration, tags, data: data.data });
  for (const { templateOptions } of [data, loop]) templateOptions.metadata = linting;
  return { data, loop };
}

/** What the CDK writes that the optional cfn-lint remarks on: spare dependencies, and outputs of the other stack. */
const linting = { 'cfn-lint': { config: { ignore_checks: ['W3005', 'W6001'] } } };
