import type { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';

/** Tries of one call of an interface, and seconds that the pauses between them take at the most. */
const [tries, pauses] = [3, 60];
/** Seconds for writing a page down. */
const margin = 5;

/** How long a worker may be silent, seconds: never less than one page may take by its declaration, or a slow page would lose its worker the turn. */
export function leaseOf(declaration: SourceDeclaration, least: number): number {
  const page = declaration.door === 'database' ? declaration.statementSeconds : tries * declaration.limits.timeoutSeconds + pauses;
  return Math.max(least, page + margin);
}
