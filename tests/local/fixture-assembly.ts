import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';

const FIXTURE = fileURLToPath(new URL('./fixture', import.meta.url));

/** The fixture app's cloud assembly: synthesised once for each state of its sources, then shared by all tests. */
export async function fixtureAssembly(): Promise<string> {
  const folder = join(tmpdir(), `retour-fixture-${await fingerprint()}`);
  if (existsSync(join(folder, 'manifest.json'))) return folder;
  const fresh = await mkdtemp(join(tmpdir(), 'retour-fixture-new-'));
  await promisify(execFile)(process.execPath, [join(FIXTURE, 'app.ts')], {
    env: { ...process.env, CDK_OUTDIR: fresh },
  });
  // Another test file may have been faster; either assembly will do.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }));
  return folder;
}

const Template = z.object({ Resources: z.record(z.string(), z.record(z.string(), z.unknown())) }).loose();
export type Resources = z.infer<typeof Template>['Resources'];

/** A copy of the fixture's assembly in which `edit` changed the main stack's resources. */
export async function editedAssembly(edit: (resources: Resources) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'retour-edited-'));
  await cp(await fixtureAssembly(), folder, { recursive: true });
  const file = join(folder, 'Fixture.template.json');
  const template = Template.parse(JSON.parse(await readFile(file, 'utf8')));
  edit(template.Resources);
  await writeFile(file, JSON.stringify(template));
  return folder;
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(FIXTURE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}
