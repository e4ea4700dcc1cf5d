import { z } from 'zod';
import { columnLetters } from '../../../lib/kernel/column-letters.ts';
import { findingPhrases } from '../../../schemas/collection/finding-phrases.ts';
import { findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import type { DemoData } from './demo-data.ts';
import { firstDataRow } from './fill-template.ts';

/** Skips empty lines; throws a SyntaxError on one that is not JSON. */
export function parseJsonLines(ndjson: string): unknown[] {
  return ndjson.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

/** Lists findings as `F144 citizen-id-format`. */
export function listFindingPlaces(findings: readonly unknown[]): string[] {
  const Place = z.object({ row: z.int(), column: z.string(), code: z.string() });
  return findings.map((finding) => Place.parse(finding)).map(({ row, column, code }) => `${column}${row} ${code}`);
}

/** Lists injected faults in the same form and order: errors first. */
export function listInjectedPlaces({ faults, content }: DemoData): string[] {
  const isError = ({ code }: DemoData['faults'][number]) => findingSeverities[code] === 'error';
  return [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))].map(
    ({ row, field, code }) =>
      `${columnLetters(content.fields.findIndex(({ key }) => key === field))}${row + firstDataRow} ${code}`,
  );
}

/** Returns the Chinese title, or the code itself when it is unknown. */
export function getFindingTitle(code: string): string {
  return Object.entries(findingPhrases).find(([known]) => known === code)?.[1].title ?? code;
}
