import { findRetired } from './find-retired.ts';

/** `npm run check:vocabulary` exits with 1 when a retired identifier is left. */
const uses = findRetired();
for (const { path, line, old, replacement } of uses) console.error(`${path}:${line}  ${old} → ${replacement}`);
if (uses.length > 0) process.exitCode = 1;
