/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/searched-logs.ts'],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2023',
          transform: { react: { runtime: 'automatic' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // These are ES modules alone, which jest's require can't load as they are.
  moduleNameMapper: { '^fauxqs$': '<rootDir>/node_modules/fauxqs/dist/app.js' },
  transformIgnorePatterns: ['/node_modules/(?!(fauxqs|p-map|p-queue|p-timeout)/)'],
  cacheDirectory: '<rootDir>/.jest-cache',
  // Twice the cores of a small machine: much of the time is spent waiting for paces.
  maxWorkers: 4,
  // Generous: a noisy machine must not turn a right answer red.
  testTimeout: 30_000,
};
