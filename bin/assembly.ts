import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'cdk.out');
const stamp = join(output, 'inputs.sha256');

/** What a synthesis depends on. */
const inputs = [
  'bin/app.ts',
  'bin/stage-configuration.ts',
  'cdk.json',
  'config',
  'functions',
  'lib',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * The synthesised app, `cdk.out`: made anew when anything that it depends on has changed, else as it is.
 * @param beforeMaking is called before it is made, which takes some seconds
 * @returns the folder's path
 * @throws Error with the CDK's own words when the app cannot be synthesised
 */
export async function currentAssembly(beforeMaking?: () => void): Promise<string> {
  const wanted = digestOf(inputs.flatMap((input) => filesBelow(join(root, input))));
  if (read(stamp) === wanted) return output;
  beforeMaking?.();
  await synthesise();
  writeFileSync(stamp, wanted);
  return output;
}

function synthesise(): Promise<void> {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  // The app's own command is plain "node": it must find the Node that runs this.
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  // Validation is for what is about to be deployed; `npm run synth` does it.
  const synth = [cdk, 'synth', '--quiet', '--no-notices', '--no-validation', '--output', output];
  const child = spawn(process.execPath, synth, {
    cwd: root,
    env: { ...process.env, PATH },
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`The app could not be synthesised:\n${Buffer.concat(said)}`));
    });
  });
}

function filesBelow(path: string): readonly string[] {
  const entries = entriesOf(path);
  if (entries === undefined) return [path];
  return entries.toSorted().flatMap((entry) => filesBelow(join(path, entry)));
}

function entriesOf(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(root, file)}\n`)
      .update(readFileSync(file))
      .update('\n');
  return hash.digest('hex');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
