import type { RecordValues } from '../../../schemas/records/record.ts';

/** The year of `issued_date` (YYYY-MM-DD); `undefined` when the record has none. */
export function issuedYear(values: RecordValues): number | undefined {
  const year = /^\d{4}/.exec(values['issued_date'] ?? '')?.[0];
  return year === undefined ? undefined : Number(year);
}
