/** The last line of all: how many passed, how many failed, and how long that took. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites, startTime }) {
    const minutes = ((Date.now() - startTime) / 60_000).toFixed(1);
    const failed = numFailedTests === 0 ? numFailedTestSuites : numFailedTests;
    const line = `test:deep: ${numPassedTests} passed, ${failed} failed, in ${minutes} minutes\n`;
    process.once('exit', () => process.stdout.write(line));
  }
};
