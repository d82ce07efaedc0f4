import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import type { Configuration } from '../functions/domain/configuration.ts';
import { addStage } from '../lib/stage.ts';

const settings = z.object({ context: z.record(z.string(), z.unknown()) });

/**
 * Synthesises a stage that no file of `config/` has, for a run that is to be of another company than the example.
 * @returns a new temporary folder, for whoever asked to delete
 */
export function stageAssembly(configuration: Configuration): string {
  const outdir = mkdtempSync(join(tmpdir(), 'retour-stage-'));
  const cdk = new URL('../cdk.json', import.meta.url);
  const { context } = settings.parse(JSON.parse(readFileSync(cdk, 'utf8')));
  // Validation is for what is about to be deployed.
  const app = new App({ outdir, context, builtinCloudFormationValidation: false });
  addStage(app, configuration);
  app.synth();
  return outdir;
}
