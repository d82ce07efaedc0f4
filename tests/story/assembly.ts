import type { TestProject } from 'vitest/node';
import { currentAssembly } from '../../bin/assembly.ts';

/** Synthesises the app once for all stories. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('assembly', await currentAssembly());
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly assembly: string;
  }
}
