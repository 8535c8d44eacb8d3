import { runTool } from './bootstrap.mjs';

await runTool('docs');
