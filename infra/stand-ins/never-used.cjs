/**
 * Stands in for the parts of Bolt that only its HTTP and Socket Mode receivers and its OAuth installer need. On Lambda none of them
 * is ever made, so reading anything of this module is harmless, and using it is a mistake that should be loud.
 */
function complain() {
  throw new Error('A part of Bolt was used that the Lambda bundle leaves out; see infra/bundle.ts.');
}

module.exports = new Proxy(complain, {
  get: (_target, property) => (property === '__esModule' ? undefined : module.exports),
  apply: complain,
  construct: complain,
});
