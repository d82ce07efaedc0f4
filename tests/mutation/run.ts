import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Changes the domain in thousands of small ways, and looks whether a test of it notices. StrykerJS is 177 packages that
 * nothing else here needs, so it is installed aside; what it does is in `stryker.config.json`.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const version = '10.1.1';
const aside = join(root, 'node_modules', '.cache', `stryker-${version}`);
const stryker = join(aside, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');

function run(program: string, words: readonly string[]): number {
  // Few examples of each calendar property: every mutant has to stand them.
  const env = { RETOUR_PROPERTY_RUNS: '50', ...process.env };
  return spawnSync(program, words, { stdio: 'inherit', cwd: root, env }).status ?? 1;
}

function install(): number {
  // Without peers, since the runner is to drive the Vitest that is here already; and what it needs as of one day, so
  // that everybody has the same.
  return run('npm', [
    'install',
    ...['--prefix', aside, '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'],
    '--before=2026-11-25',
    ...['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${version}`),
  ]);
}

process.exitCode =
  (existsSync(stryker) ? 0 : install()) || run(process.execPath, [stryker, 'run', ...process.argv.slice(2)]);
