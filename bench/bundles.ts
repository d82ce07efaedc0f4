import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const template = z.object({ Resources: z.record(z.string(), z.object({ Type: z.string() }).loose()) });
const lambda = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({
    Code: z.object({ S3Key: z.string() }),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
  }),
});

export interface BundleFigures {
  readonly kB: number;
  /** Median of five fresh processes that import the bundle, less the start of the process itself. */
  readonly loadMs: number;
}

/** Size and load time of every function's bundle, by logical id. */
export function measureBundles(assembly: string): Readonly<Record<string, BundleFigures>> {
  const files = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  const resources = files.flatMap((file) =>
    Object.entries(template.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8'))).Resources),
  );
  const figures = resources.flatMap(([logicalId, resource]) => {
    const parsed = lambda.safeParse(resource);
    if (!parsed.success) return [];
    const { Code, Environment } = parsed.data.Properties;
    const bundle = join(assembly, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.mjs');
    const variables = Object.keys(Environment.Variables).map(
      (name) => [name, 'https://example.com'] as const,
    );
    const loads = Array.from({ length: 5 }, () => load(bundle, Object.fromEntries(variables))).toSorted(
      (a, b) => a - b,
    );
    return [
      [logicalId, { kB: Math.round(statSync(bundle).size / 1000), loadMs: loads[2] ?? Number.NaN }] as const,
    ];
  });
  return Object.fromEntries(figures);
}

function load(bundle: string, environment: Readonly<Record<string, string>>): number {
  const program = `const t = performance.now(); await import(${JSON.stringify(pathToFileURL(bundle).href)}); console.log('\\nloaded ' + (performance.now() - t)); process.exit(0)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: {
      ...environment,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
    encoding: 'utf8',
  });
  const took = /^loaded ([\d.]+)$/m.exec(stdout)?.[1];
  if (took === undefined) throw new Error(`a bundle does not load:\n${stderr}`);
  return Math.round(Number(took));
}
