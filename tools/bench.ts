// The figures of docs/benchmarks.md, measured in Chromium and Firefox; needs a machine that does nothing else meanwhile.
//   --only <name>   measures one figure; may be given more than once
//   --quick         fewer rounds, to try whether it works
import { runBench } from '../bench/main';

try {
  process.exit(await runBench(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
