// Runs the demo by itself: `tsx e2e/demo/main.ts [--port N]`, until Ctrl-C.
import { parseArgs } from 'node:util';
import { startDemo } from './orders-board/start-demo.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new RangeError(`--port must be a number from 0 to 65535, not ${values.port}`);
}

const demo = await startDemo({ port });
console.log(`Orders board   ${demo.pageUrl}`);
console.log(`Master key     ${demo.masterKeyBase64}`);
console.log('Ctrl-C stops it.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close());
