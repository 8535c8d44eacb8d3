// Writes the documents that are made from the sources: docs/verdicts.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toDocument } from '../src/core/verdicts/document';
import { ROOT } from './run';

writeFileSync(path.join(ROOT, 'docs', 'verdicts.md'), toDocument());
console.log('Written: docs/verdicts.md');
