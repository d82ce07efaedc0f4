import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'parts',
          include: ['tests/{bin,config,domain,functions,contracts,lib,local,aws}/**/*.test.ts'],
          setupFiles: ['tests/property-seed.ts'],
          // Generous: a slow machine is no failure.
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          // The whole loop, from the synthesised app, on one machine.
          name: 'story',
          include: ['tests/story/**/*.test.ts'],
          globalSetup: ['tests/story/assembly.ts'],
          setupFiles: ['tests/property-seed.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
