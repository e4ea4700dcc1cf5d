import { findRetired } from './find-retired.ts';

/** `npm run check:vocabulary`: prints each retired identifier with its place and its new name; exit code 1 if there is one. */
const uses = findRetired();
for (const { path, line, old, replacement } of uses) console.error(`${path}:${line}  ${old} → ${replacement}`);
if (uses.length > 0) process.exitCode = 1;
