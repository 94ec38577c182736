// Required into a process (--require): its TCP servers stay open when it would close them, until it gets SIGUSR2. Says `held` on standard error.
const { Server } = require('node:net');

const { close } = Server.prototype;
const waiting = [];
let isReleased = false;

Server.prototype.close = function (...given) {
  const address = this.address();
  if (isReleased || address === null || typeof address === 'string') return close.apply(this, given);
  waiting.push(() => close.apply(this, given));
  process.stderr.write('held\n');
  return this;
};

// Also while nothing else keeps the process.
const staying = setInterval(() => {}, 60_000);
process.once('SIGUSR2', () => {
  isReleased = true;
  clearInterval(staying);
  for (const end of waiting) end();
});
