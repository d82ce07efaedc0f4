import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import configuration from '../../config/demo.ts';
import { addStage } from '../../lib/stage.ts';

/** The demo stage as CloudFormation would get it; no function is bundled. */

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.output<typeof Resource>;

const ResourcesOf = z.object({ Resources: z.record(z.string(), Resource) });

const Settings = z.object({ context: z.record(z.string(), z.unknown()) });
const { context } = Settings.parse(
  JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')),
);

export const app = new App({
  context: { ...context, 'aws:cdk:bundling-stacks': [] },
  // Whoever synthesises for use has the templates validated; here it would take longer than all the rest.
  builtinCloudFormationValidation: false,
});
export const stage = addStage(app, configuration);
if (stage.loop.bundlingRequired) throw new Error('these tests would bundle every function');

/** Errors and warnings of the synthesis. */
export const remarks = app.synth().stacks.flatMap(({ messages }) => messages);

const all = {
  ...resourcesIn(Template.fromStack(stage.data)),
  ...resourcesIn(Template.fromStack(stage.loop)),
};

/** Resources of these types by logical id, of both stacks. */
export function resources(...types: readonly string[]): [string, Resource][] {
  return Object.entries(all).filter(([, { Type }]) => types.includes(Type));
}

function resourcesIn(template: Template): Record<string, Resource> {
  return ResourcesOf.parse(template.toJSON()).Resources;
}
