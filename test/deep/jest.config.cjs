const usual = require('../../jest.config.cjs');

/** @type {import('jest').Config} What takes too long for every run: `npm run test:deep`. */
module.exports = {
  ...usual,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/deep/*.ts'],
  maxWorkers: 2,
  testTimeout: 300_000,
  reporters: ['default', '<rootDir>/test/deep/support/closing-line.cjs'],
};
