import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { checkSources } from '../functions/providers/check-sources.ts';
import { warnOfEndingHolidays } from '../lib/ending-holidays.ts';
import { addStage } from '../lib/stage.ts';
import { stageConfiguration } from './stage-configuration.ts';

const app = new App();
const stage = String(app.node.tryGetContext('stage') ?? 'demo');
const configuration = await stageConfiguration(stage);
checkSources(configuration);
const { loop } = addStage(app, configuration);
warnOfEndingHolidays(loop, configuration, Date.now());
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
