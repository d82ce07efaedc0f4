import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { ChildRun } from '../../local/child-run.ts';
import { answer, eventTypes, mailsTo, theCase } from './a-run.ts';
import { command } from './command.ts';

const oneDay = 'firstContact:{within:864e5,calendar:"always"}';
const twoDays = 'firstContact:{within:1728e5,calendar:"always"}';

/** The stage as it is after somebody gave first contacts two days instead of one. */
function withTwoDays(): string {
  const assembly = mkdtempSync(join(tmpdir(), 'retour-assembly-'));
  cpSync(inject('assembly'), assembly, { recursive: true });
  let changed = 0;
  for (const file of globSync(join(assembly, 'asset.*/index.mjs'))) {
    const code = readFileSync(file, 'utf8');
    if (code.includes(oneDay)) changed += 1;
    writeFileSync(file, code.replaceAll(oneDay, twoDays));
  }
  expect(changed).toBeGreaterThan(1);
  return assembly;
}

describe('a policy that is changed while a case is open', () => {
  const data = mkdtempSync(join(tmpdir(), 'retour-story-'));
  const assembly = withTwoDays();
  const owner = 'lea@example.com';
  let run: ChildRun | undefined;
  const theRun = () => {
    if (!run) throw new Error('the run has not started');
    return run;
  };
  const escalations = () => mailsTo(theRun(), owner, 'owner-escalation');
  afterAll(async () => {
    await run?.stop();
    for (const folder of [data, assembly]) rmSync(folder, { recursive: true, force: true });
  });

  it('holds for the time that remains', async () => {
    run = await ChildRun.start({ assembly: inject('assembly'), data });
    await answer(run, { id: 'slow', email: 'ana@example.com', owner, comment: 'Colis jamais reçu.' });
    await run.advance('PT20H');
    expect((await theCase(run, 'slow')).events[0]).toMatchObject({ terms: { policy: 'usual' } });
    await run.stop();

    run = await ChildRun.start({ assembly, data });
    expect((await command('bin/rearm.ts', run.url, '--look')).text).toMatch(
      /1 open cases .* 0 re-armed, 1 looked at/,
    );
    await run.idle();
    expect(await eventTypes(run, 'slow')).toContain('terms');
    const before = (await escalations()).filter(({ subject }) => /premier contact/.test(subject));
    await run.advance('PT10H');
    expect((await escalations()).filter(({ subject }) => /premier contact/.test(subject))).toEqual(before);
    await run.advance('PT20H');
    const after = (await escalations()).filter(({ subject }) => /premier contact/.test(subject));
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('is told with the case: what was used, what remained, and how the verdict follows', async () => {
    const { id } = await theCase(theRun(), 'slow');
    const told = await command('bin/case.ts', theRun().url, id);
    expect(told.status).toBe(0);
    expect(told.text).toMatch(/first contact/i);
    expect(told.text).toMatch(/missed/i);
  });
});
