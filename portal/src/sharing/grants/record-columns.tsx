import type { GrantedRecord } from '../../../../schemas/sharing/grant-use.ts';
import { DisputedValue } from '../../shared/disputed-value.tsx';
import type { Column } from '../../shared/listing/listing.tsx';

/** Columns of granted fields, in their order; a disputed value is flagged. */
export function recordColumns(
  fields: readonly { readonly field: string; readonly title: string }[],
): readonly Column<GrantedRecord>[] {
  return fields.map(({ field, title }) => ({
    title,
    cell: ({ values, disputed = [] }) => (
      <DisputedValue isDisputed={disputed.includes(field)}>{values[field] ?? ''}</DisputedValue>
    ),
  }));
}
