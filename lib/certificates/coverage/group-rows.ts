import { IssueFailureCode } from '../../../schemas/certificates/certificate.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type { Tally } from '../ports.ts';
import type { PendingRecord, SourceRow } from './ports.ts';

type RowState =
  | { readonly state: 'issued' }
  | { readonly state: 'failed'; readonly failure: IssueFailureCode }
  | { readonly state: 'outstanding' }
  | { readonly state: 'removed' };

export type RowGroup = RowState & Pick<SourceRow, 'division' | 'issuedYear' | 'since'> & { readonly rows: number };

/** Groups equal rows; a pending record counts as outstanding or removed, not as its certificate. */
export async function groupRows(
  tallies: AsyncIterable<Tally>,
  pending: AsyncIterable<PendingRecord>,
): Promise<RowGroup[]> {
  const groups = new Map<string, { group: RowGroup; rows: number }>();
  const add = (row: SourceRow, state: RowState, rows: number): void => {
    const key = JSON.stringify([
      row.division,
      row.issuedYear,
      row.since === undefined ? undefined : dayInShanghai(row.since),
      state.state,
      state.state === 'failed' ? state.failure : undefined,
    ]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { group: { ...row, ...state, rows: 0 }, rows });
    else known.rows += rows;
  };
  for await (const tally of tallies) add(toSourceRow(tally), toRowState(tally), 1);
  for await (const { counted, row } of pending) {
    if (counted !== null) add(toSourceRow(counted), toRowState(counted), -1);
    if (row !== null) add(row, { state: 'outstanding' }, 1);
    else if (counted !== null) add(toSourceRow(counted), { state: 'removed' }, 1);
  }
  // The index lags behind: a pending record may subtract a row that is not counted yet.
  return [...groups.values()].flatMap(({ group, rows }) => (rows <= 0 ? [] : [{ ...group, rows }]));
}

function toSourceRow({ division, issuedYear, since }: Tally): SourceRow {
  return { division, ...definedOnly({ issuedYear, since }) };
}

function toRowState({ state, failure }: Tally): RowState {
  if (state !== 'failed') return { state };
  const code = IssueFailureCode.safeParse(failure);
  if (!code.success) throw new Failure('tally-without-reason');
  return { state, failure: code.data };
}
