import type { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';

/** Tries of one call of an interface, and seconds that the pauses between them take at the most. */
const [tries, pauses] = [3, 60];
/** Seconds for writing a page down. */
const margin = 5;

function slowestPage(declaration: SourceDeclaration): number {
  if (declaration.channel === 'database') return declaration.statementSeconds;
  const { timeoutSeconds, requestsPerMinute, concurrency } = declaration.limits;
  // Calls side by side wait for each other's turn.
  return Math.ceil(tries * (timeoutSeconds + (60 / requestsPerMinute) * concurrency)) + pauses;
}

/** How long a worker may be silent, seconds: never less than one page may take by its declaration, or a slow page would lose its worker the turn. */
export function leaseSecondsFor(declaration: SourceDeclaration, least: number): number {
  return Math.max(least, slowestPage(declaration) + margin);
}
