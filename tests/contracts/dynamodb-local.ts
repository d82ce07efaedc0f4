import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * A second opinion on the stores: their contract suites against Amazon's own DynamoDB Local, which comes in an npm
 * package too large to be a dependency and under a licence of Amazon's. Needs Java; installs the package aside.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const aside = join(root, 'node_modules', '.cache', 'dynamodb-local');
const engine = join(aside, 'node_modules', 'amplify-dynamodb-simulator', 'emulator');
const port = 18_000 + (process.pid % 1000);

function run(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const { status } = spawnSync(program, words, {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
}

if (spawnSync('java', ['-version']).status !== 0) {
  console.log('There is no Java here: the second opinion is left out.');
  process.exit(0);
}
if (!existsSync(engine))
  run('npm', ['install', '--prefix', aside, '--no-audit', '--no-fund', 'amplify-dynamodb-simulator@2.9.30']);

const server = spawn(
  'java',
  [
    `-Djava.library.path=${join(engine, 'DynamoDBLocal_lib')}`,
    '-jar',
    'DynamoDBLocal.jar',
    '-inMemory',
    '-port',
    String(port),
  ],
  { cwd: engine, stdio: 'ignore' },
);
try {
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(endpoint).catch(() => undefined)); tries += 1) {
    if (tries > 100) throw new Error('DynamoDB Local does not start');
    await pause(200);
  }
  run('vitest', ['run', '--project', 'parts', 'tests/contracts/stores.test.ts'], {
    RETOUR_DYNAMODB_ENDPOINT: endpoint,
  });
} finally {
  server.kill();
}
