import { runTool } from './bootstrap.mjs';

await runTool('wpt');
