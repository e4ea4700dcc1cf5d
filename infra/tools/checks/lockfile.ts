import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';
import { lockfileFaults } from './lockfile-faults.ts';

/** Prints what npm could not verify by package-lock.json, and exits with 1 then. */
const faults = lockfileFaults(JSON.parse(readFileSync(join(projectDirectory, 'package-lock.json'), 'utf8')));
for (const fault of faults) console.log(fault);
if (faults.length > 0) process.exitCode = 1;
