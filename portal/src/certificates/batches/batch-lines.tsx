import { Link } from 'react-router';
import type { z } from 'zod';
import type { BatchEntry } from '../../../../schemas/certificates/batch.ts';
import type { readBatchRoute } from '../../../../schemas/certificates/status-routes.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { outcomeWords } from './batch-words.ts';

type Shown = 'all' | 'impossible';
type BatchLinesProps = {
  readonly page: z.output<(typeof readBatchRoute)['answer']['body']>;
  readonly shown: Shown;
  readonly show: (shown: Shown) => void;
};

const columns: readonly Column<BatchEntry>[] = [
  { title: '行', cell: ({ line }) => formatNumber(line) },
  {
    title: '证照',
    cell: ({ requested, identifier }) =>
      identifier === undefined ? requested : <Link to={`/certificates/${identifier}`}>{requested}</Link>,
  },
  {
    title: '结果',
    cell: ({ outcome }) => {
      const [name, tone] = outcomeWords[outcome];
      return <StateTag tone={tone}>{name}</StateTag>;
    },
  },
  { title: '说明', cell: ({ sentence }) => sentence },
];

/** Line by line, in the list's order; those that cannot be applied alone, when somebody must mend the list. */
export function BatchLines({ page: { batch, items, next }, shown, show }: BatchLinesProps) {
  const { requested, impossible } = batch.counts;
  return (
    <section aria-label="办理结果">
      <FilterBar isFiltered={shown !== 'all'} clear={() => show('all')}>
        <Choice
          label="清单"
          value={shown === 'all' ? undefined : shown}
          all={`全部 ${formatNumber(requested)} 行`}
          options={[['impossible', `不能办理的 ${formatNumber(impossible)} 行`]]}
          choose={(wanted) => show(wanted === 'impossible' ? 'impossible' : 'all')}
        />
      </FilterBar>
      {items.length === 0 ? (
        <EmptyState title="没有不能办理的">
          <p>清单中的证照都可以办理。</p>
        </EmptyState>
      ) : (
        <Listing caption="办理清单" columns={columns} rows={items} rowKey={({ line }) => String(line)} />
      )}
      <Pager next={next} />
    </section>
  );
}
