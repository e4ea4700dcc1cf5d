import { Link } from 'react-router';
import type { BatchProgress, DatasetCounts } from '../../../../schemas/departments/progress.ts';
import { describeDays } from '../../shared/due-day.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { batchKey, describeBatch, linkStates, nameOfBatch } from './progress-words.ts';

/** One batch: its date, the finding as a sentence, a bar and the table behind it. */
export function BatchPanel({ batch }: { readonly batch: BatchProgress }) {
  const title = nameOfBatch(batch.batch);
  return (
    <section className="panel" aria-label={title}>
      <div className="task-group-title">
        <h2>{title}</h2>
        <Deadline batch={batch} />
        <Link to={`/progress?batch=${batchKey(batch.batch)}`}>查看{title}的部门</Link>
      </div>
      <p>{describeBatch(batch)}。</p>
      {batch.datasets.total > 0 && <LinkBar counts={batch.datasets} caption={`${title}信息资源的挂接`} />}
    </section>
  );
}

/** The date of the notice, and how far away it is. */
export function Deadline({ batch: { deadline, daysLeft } }: { readonly batch: BatchProgress }) {
  if (deadline === undefined || daysLeft === undefined) return null;
  return (
    <span className={daysLeft < 0 ? 'bad' : 'soft'}>
      {formatDay(deadline)}前完成挂接，{describeDays(daysLeft)}
    </span>
  );
}

type LinkState = (typeof linkStates)[number];

/** The bar starts at zero and ends at the total; the table says the same in numbers, with what each means. */
export function LinkBar({ counts, caption }: { readonly counts: DatasetCounts; readonly caption: string }) {
  return (
    <>
      <div className="link-bar" aria-hidden="true">
        {linkStates.map(([state, , tone]) => (
          <span key={state} className={`bar-${tone}`} style={{ flexGrow: counts[state] }} />
        ))}
      </div>
      <Listing caption={caption} columns={columnsFor(counts)} rows={linkStates} rowKey={([state]) => state} />
      {counts.overdue > 0 && (
        <p className="soft">其中 {formatNumber(counts.overdue)} 项已有数据，但按更新周期应更新而没有更新。</p>
      )}
    </>
  );
}

function columnsFor(counts: DatasetCounts): readonly Column<LinkState>[] {
  return [
    { title: '状态', cell: ([, name, tone]) => <StateTag tone={tone}>{name}</StateTag> },
    { title: '信息资源', isNumber: true, cell: ([state]) => `${formatNumber(counts[state])} 项` },
    { title: '含义', cell: ([, , , meaning]) => meaning },
  ];
}
