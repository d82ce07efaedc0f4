import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Configuration } from '../functions/domain/configuration.ts';
import { addStage } from '../lib/stage.ts';

const app = new App();
const stage = String(app.node.tryGetContext('stage') ?? 'demo');
const loaded: { default: Configuration } = await import(`../config/${stage}.ts`);
if (loaded.default.stage !== stage)
  throw new Error(`config/${stage}.ts calls itself "${loaded.default.stage}": name the file as its stage`);

addStage(app, loaded.default);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
