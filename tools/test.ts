// Everything that must hold, in order; the last line is the total.
import { browsers, builds, endToEnd, lint, runSteps, types, unitTests, webExtLint } from './steps';

process.exit(await runSteps([browsers, types, lint, unitTests, builds, webExtLint, endToEnd]));
