import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/**
 * A function's code: its handler and all that it needs, as one minified module. Bundled in this process: the CDK's own
 * NodejsFunction starts a shell and npx for each, which takes ten times as long as the work.
 * @throws Error when there is no such handler, or esbuild's own when it does not bundle
 */
export function bundled(name: string, stage: string): Code {
  const entry = inRepository(`functions/${name}/handler.ts`);
  if (!existsSync(entry)) throw new Error(`functions/${name} has no handler.ts`);
  return Code.fromAsset(inRepository(`functions/${name}`), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(output) {
          bundle(entry, stage, join(output, 'index.mjs'));
          return true;
        },
      },
    },
  });
}

function bundle(entry: string, stage: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    // The SDK of the runtime changes under a deployed function; ours is the one that was tested.
    external: [],
    alias: {
      '#configuration': inRepository(`config/${stage}.ts`),
      // The default chain brings SSO, INI files and the instance's metadata; a Lambda's keys are in its environment.
      '@aws-sdk/credential-provider-node': inRepository('functions/aws/environment-credentials.ts'),
    },
  });
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
