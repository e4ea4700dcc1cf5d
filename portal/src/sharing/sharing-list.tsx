import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { Choice, FilterBar } from '../shared/listing/filters.tsx';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useDatasetNames } from '../shared/use-dataset-names.ts';
import { useDepartments } from '../shared/use-departments.ts';

/** Of departments and datasets, by their ids. */
export type Names = {
  readonly nameOf: (department: string) => string;
  readonly datasetName: (dataset: string) => string;
};

type SharingListProps<Row> = {
  /** What the rows are: the title of the page. */
  readonly what: string;
  /** One sentence below the title. */
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly filters: readonly ComponentProps<typeof Choice>[];
  /** Takes all filters back; absent while there is none. */
  readonly clear: (() => void) | undefined;
  readonly list: UseQueryResult<{ readonly items: readonly Row[]; readonly next?: string | undefined }>;
  readonly columns: (names: Names) => readonly Column<Row>[];
  /** Instead of an empty table. */
  readonly empty: ReactNode;
};

/** A list of sharing: what it is, its filters in one line, a page of rows, and the way to the next page. */
export function SharingList<Row extends { readonly id: string }>({
  what,
  lead,
  actions,
  filters,
  clear,
  list,
  columns,
  empty,
}: SharingListProps<Row>) {
  const { nameOf } = useDepartments();
  const datasetName = useDatasetNames();
  return (
    <>
      <PageHeader title={what} actions={actions}>
        {lead}
      </PageHeader>
      <FilterBar isFiltered={clear !== undefined} clear={() => clear?.()}>
        {filters.map((filter) => (
          <Choice key={filter.label} {...filter} />
        ))}
      </FilterBar>
      <QueryView query={list} what={what}>
        {({ items, next }) => (
          <>
            {items.length > 0 && (
              <Listing caption={what} columns={columns({ nameOf, datasetName })} rows={items} rowKey={({ id }) => id} />
            )}
            {items.length === 0 && (next === undefined ? empty : <p>这一页没有可以查看的{what}，请看下一页。</p>)}
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}
