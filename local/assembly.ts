import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      displayName: z.string().optional(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          file: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .loose()
        .optional(),
    }),
  ),
});

const TemplateResource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});

const Template = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() }).loose()).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Resources: z.record(z.string(), TemplateResource).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({
        Value: z.unknown(),
        Description: z.string().optional(),
        Export: z.object({ Name: z.unknown() }).optional(),
        Condition: z.string().optional(),
      }),
    )
    .default({}),
});

const AssetManifest = z.object({
  files: z.record(
    z.string(),
    z.object({ source: z.object({ path: z.string().optional() }).loose() }).loose(),
  ),
});

export type Template = z.infer<typeof Template>;
export type TemplateResource = z.infer<typeof TemplateResource>;

export interface Stack {
  readonly name: string;
  readonly region: string | undefined;
  readonly template: Template;
}

export interface Assembly {
  readonly stacks: readonly Stack[];
  /** Asset hash to the absolute path of the bundled folder or file. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads a CDK cloud assembly folder. Throws when a manifest or template is missing or has another shape. */
export function readAssembly(folder: string): Assembly {
  const root = resolve(folder);
  const manifest = Manifest.parse(readJson(join(root, 'manifest.json')));
  const artifacts = Object.entries(manifest.artifacts);
  const nested = artifacts.flatMap(([, { type, properties }]) =>
    type === 'cdk:cloud-assembly' && properties?.directoryName !== undefined
      ? [readAssembly(join(root, properties.directoryName))]
      : [],
  );
  const stacks = [
    ...artifacts.flatMap(([id, artifact]) => stackOf(root, id, artifact)),
    ...nested.flatMap((assembly) => assembly.stacks),
  ];
  const assets = new Map([
    ...artifacts.flatMap(([, artifact]) => assetsOf(root, artifact)),
    ...nested.flatMap((assembly) => [...assembly.assets]),
  ]);
  if (stacks.length === 0) throw new Error(`no stack in the cloud assembly ${root}`);
  return { stacks, assets };
}

type Artifact = z.infer<typeof Manifest>['artifacts'][string];

function stackOf(
  root: string,
  id: string,
  { type, environment, properties, displayName }: Artifact,
): Stack[] {
  if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) return [];
  const template = Template.parse(readJson(join(root, properties.templateFile)));
  return [{ name: properties.stackName ?? displayName ?? id, region: regionOf(environment), template }];
}

function assetsOf(root: string, { type, properties }: Artifact): [string, string][] {
  if (type !== 'cdk:asset-manifest' || properties?.file === undefined) return [];
  const { files } = AssetManifest.parse(readJson(join(root, properties.file)));
  return Object.entries(files).flatMap(([hash, { source }]) =>
    source.path === undefined ? [] : [[hash, join(root, source.path)]],
  );
}

function regionOf(environment: string | undefined): string | undefined {
  const region = environment?.split('/').at(-1);
  return region === undefined || region.startsWith('unknown') ? undefined : region;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
