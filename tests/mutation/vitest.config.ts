import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Properties take seconds, and examples kill most mutants in milliseconds. */
const slow = /\/(?:calendar-proof|calendar-properties|merge|rule-mistakes|assignment|report)\.test\.ts$/;

class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [quick, rest] = [false, true].map((late) =>
      files.filter(({ moduleId }) => slow.test(moduleId) === late),
    );
    return [...(quick ?? []), ...(rest ?? [])];
  }
}

export default defineConfig({
  test: {
    name: 'parts',
    include: [
      'tests/domain/**/*.test.ts',
      'tests/functions/{act-on-case,customer-mail,send-digests,work-case}/**/*.test.ts',
    ],
    exclude: ['tests/functions/work-case/{anything-goes,somebody-away}.test.ts'],
    setupFiles: ['tests/property-seed.ts', 'tests/mutation/no-shrinking.ts'],
    sequence: { sequencer: QuickFirst },
    isolate: false,
    testTimeout: 120_000,
  },
});
