// Builds the extension for both browsers into dist/chrome and dist/firefox; `--watch` does so after every change.
import { parseArgs } from 'node:util';
import { buildExtension, describeSizes, TARGETS } from './extension';

const { values } = parseArgs({ options: { watch: { type: 'boolean', default: false } } });

if (values.watch) {
  console.log('Building for both browsers after every change. Ctrl-C stops it.');
  await Promise.all(TARGETS.map((target) => buildExtension(target, ['--watch', '--clearScreen', 'false'])));
} else {
  for (const target of TARGETS) {
    const { code } = await buildExtension(target);
    if (code !== 0) process.exit(code);
  }
  for (const target of TARGETS) console.log(describeSizes(target));
}
