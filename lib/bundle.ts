import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync, type Metafile } from 'esbuild';
import type { Configuration } from '../functions/domain/configuration.ts';
import { frozen } from './frozen.ts';

/**
 * A function's code: its handler and all that it needs, as one minified module. Bundled in this process: the CDK's own
 * NodejsFunction starts a shell and npx for each, which takes ten times as long as the work.
 * @throws Error when there is no such handler, when the configuration is no plain data, or esbuild's own when it does
 * not bundle
 */
export function bundled(name: string, configuration: Configuration): Code {
  const entry = inRepository(`functions/${name}/handler.ts`);
  if (!existsSync(entry)) throw new Error(`functions/${name} has no handler.ts`);
  return Code.fromAsset(inRepository(`functions/${name}`), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: DockerImage.fromRegistry('scratch'),
      local: {
        tryBundle(output) {
          bundle(entry, configuration, join(output, 'index.mjs'));
          return true;
        },
      },
    },
  });
}

/** Bundles a handler into one file. @returns what went into it, by esbuild's own account */
export function bundle(entry: string, configuration: Configuration, outfile: string): Metafile {
  const { metafile } = buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    metafile: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    // The SDK of the runtime changes under a deployed function; ours is the one that was tested.
    external: [],
    alias: {
      // Checked once, here: a function carries what came out, without the schema and without the file's own code.
      '#configuration': asModule(frozen(configuration)),
      // The default chain brings SSO, INI files and the instance's metadata; a Lambda's keys are in its environment.
      '@aws-sdk/credential-provider-node': inRepository('functions/aws/environment-credentials.ts'),
    },
  });
  return metafile;
}

/** JSON as an address that the bundler imports from, so that nothing has to be written down for it. */
function asModule(json: string): string {
  return `data:application/json;base64,${Buffer.from(json).toString('base64')}`;
}

function inRepository(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
