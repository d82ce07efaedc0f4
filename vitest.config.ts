import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: ['tests/{domain,functions,contracts,lib,local,aws}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // The whole loop, from the synthesised app, on one machine.
          name: 'story',
          include: ['tests/story/**/*.test.ts'],
          globalSetup: ['tests/story/assembly.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
