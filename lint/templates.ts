import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Has cfn-lint read the synthesised templates, on a machine that has it. */

const assembly = fileURLToPath(new URL('../cdk.out', import.meta.url));
const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
const { error, status } = spawnSync(
  'cfn-lint',
  templates.map((file) => join(assembly, file)),
  { stdio: 'inherit' },
);
if (error)
  console.log('cfn-lint is not installed here: the templates were read by the CDK and cdk-nag alone.');
process.exitCode = error ? 0 : (status ?? 1);
