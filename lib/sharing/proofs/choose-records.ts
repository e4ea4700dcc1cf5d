import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { FoundRecord } from '../use/ports.ts';
import { isGrantedRow } from './expected-row.ts';
import type { RecordSample } from './ports.ts';

/** With what a grant is proven; each is absent where the parts that were read had none. */
export type ChosenRecords = { readonly granted?: FoundRecord; readonly excluded?: FoundRecord };

/** Chooses one record that the row filters let through, and one that they do not, from as few parts as possible. */
export async function chooseRecords(grant: Pick<Grant, 'filters'>, { parts }: RecordSample): Promise<ChosenRecords> {
  let granted: FoundRecord | undefined;
  let excluded: FoundRecord | undefined;
  for await (const part of parts) {
    granted ??= part.find(({ values }) => isGrantedRow(grant, values));
    excluded ??= part.find(({ values }) => !isGrantedRow(grant, values));
    if (granted !== undefined && (excluded !== undefined || grant.filters.length === 0)) break;
  }
  return { ...(granted === undefined ? {} : { granted }), ...(excluded === undefined ? {} : { excluded }) };
}
