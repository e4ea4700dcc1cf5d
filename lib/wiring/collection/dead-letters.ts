import type { ReadDeadLetterPorts } from '../../collection/sources/read-dead-letter.ts';
import { rowsOfPage } from './rows-of-page.ts';
import { sourceBasics } from './sources.ts';

export function deadLetterPorts(): ReadDeadLetterPorts {
  const basics = sourceBasics();
  return { ...basics, readPage: rowsOfPage(basics.pulls) };
}
