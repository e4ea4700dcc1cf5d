import type { Coverage, CoverageSums, UnitCoverage } from '../../../schemas/certificates/coverage.ts';
import { formatNumber } from '../shared/format-number.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Moment, formatDay } from '../shared/moment.tsx';
import { CoverageSum } from './coverage-sum.tsx';

const rows = (count: number): string => `${formatNumber(count)} 条`;

const unitColumns: readonly Column<UnitCoverage>[] = [
  {
    title: '颁证单位',
    cell: ({ name, owed }) => (owed ? name : `${name}（不在颁证层级内）`),
  },
  { title: '照面数据', isNumber: true, cell: (unit) => rows(unit.rows) },
  { title: '已制证', isNumber: true, cell: ({ issued }) => rows(issued) },
  {
    title: '待制证',
    isNumber: true,
    isMinor: true,
    cell: ({ outstanding }) => rows(outstanding.rows),
  },
  { title: '未成功', isNumber: true, cell: ({ failed }) => rows(failed.rows) },
  {
    title: '已移除',
    isNumber: true,
    isMinor: true,
    cell: ({ removed }) => rows(removed),
  },
];

type DueRow = {
  readonly name: string;
  readonly rows: number;
  readonly issued: number;
  readonly late: number;
};

const dueColumns: readonly Column<DueRow>[] = [
  { title: '期限', cell: ({ name }) => name },
  { title: '应制证', isNumber: true, cell: (due) => rows(due.rows) },
  { title: '已制证', isNumber: true, cell: ({ issued }) => rows(issued) },
  {
    title: '已过期限',
    isNumber: true,
    cell: ({ late }) => <span className={late > 0 ? 'bad' : undefined}>{rows(late)}</span>,
  },
];

/** Numbers that add up: in total, against the collected data, by unit and by the notice's dates. */
export function CoverageTab({ coverage }: { readonly coverage: Coverage }) {
  const { total, units, at } = coverage;
  const due = listDue(total);
  return (
    <>
      <section className="panel">
        <h2>合计</h2>
        <CoverageSum totals={[total]} />
        <p>{compareWithRecords(coverage)}</p>
        {total.outstanding.rows > 0 && <p>{describeOutstanding(total)}</p>}
        <p className="soft">
          核对于 <Moment iso={at} />
        </p>
      </section>
      <section className="panel">
        <h2>按颁证单位</h2>
        <Listing
          caption="各颁证单位的制证进度"
          columns={unitColumns}
          rows={units}
          rowKey={({ division }) => division}
        />
      </section>
      {due.length > 0 && (
        <section className="panel">
          <h2>按期限</h2>
          <Listing caption="各期限的制证进度" columns={dueColumns} rows={due} rowKey={({ name }) => name} />
          {total.due.notDemanded > 0 && (
            <p className="soft">
              另有 {rows(total.due.notDemanded)}
              是较早的纸质档案，通知不要求制证。
            </p>
          )}
        </section>
      )}
    </>
  );
}

function compareWithRecords({ faceData: { records, difference } }: Coverage): string {
  if (difference === 0) return `与归集的 ${rows(records)}记录核对，没有相差。`;
  return `与归集的 ${rows(records)}记录核对，相差 ${rows(
    Math.abs(difference),
  )}；正在制证时会短暂相差，一直相差请告诉市政府信息中心。`;
}

function describeOutstanding({ outstanding: { awaitingConfirmation } }: CoverageSums): string {
  return awaitingConfirmation > 0
    ? '待制证的照面数据要等信息中心验收挂接后才制证。'
    : '待制证的照面数据正在制证，无须处理，稍后自动完成。';
}

/** Old certificates by the notice's dates, then those issued since, which are due on the next day. */
function listDue({ due: { backfill, daily } }: CoverageSums): readonly DueRow[] {
  return [
    ...backfill.map(({ day, ...counts }) => ({
      name: `${formatDay(day)}前`,
      ...counts,
    })),
    ...(daily.rows > 0 ? [{ name: '新办证照，次日', ...daily }] : []),
  ];
}
