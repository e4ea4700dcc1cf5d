import { failuresPage } from './failures-page.ts';
import { writeOrCheck } from './write-or-check.ts';

writeOrCheck('docs/operations/failures.md', failuresPage(), 'lib/kernel/failures.ts');
