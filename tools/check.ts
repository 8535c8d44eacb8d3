// The quick look while working: types, lint and format, unit tests.
import { lint, runSteps, types, unitTests } from './steps';

process.exit(await runSteps([types, lint, unitTests]));
