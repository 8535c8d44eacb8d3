// Runs a demo by itself: `tsx e2e/demo/main.ts [--ably | --sockudo | --faults] [--port N]`, until Ctrl-C.
import { parseArgs } from 'node:util';
import { startNamedDemo } from './demos.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    ably: { type: 'boolean', default: false },
    sockudo: { type: 'boolean', default: false },
    faults: { type: 'boolean', default: false },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new RangeError(`--port must be a number from 0 to 65535, not ${values.port}`);
}

const name = (['ably', 'sockudo', 'faults'] as const).find((known) => values[known]) ?? 'pusher';
const demo = await startNamedDemo(name, port);
console.log(`Page           ${demo.url}`);
for (const { name, key, opens } of demo.keys) console.log(`${name.padEnd(14)} ${key}  opens ${opens}`);
console.log('Ctrl-C stops it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.stop());
