import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { addStage } from '../lib/stage.ts';
import { stageConfiguration } from './stage-configuration.ts';

const app = new App();
const stage = String(app.node.tryGetContext('stage') ?? 'demo');
addStage(app, await stageConfiguration(stage));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
