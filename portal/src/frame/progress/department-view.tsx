import { Link } from 'react-router';
import type { CoverageListing } from '../../../../schemas/certificates/coverage.ts';
import type { DepartmentProgress } from '../../../../schemas/departments/progress.ts';
import { coverageStateNames, stateOf } from '../../certificates/coverage-state.ts';
import { coverageTones } from '../../certificates/tones.ts';
import { useCoverages } from '../../certificates/use-types.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { type Crumb, PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { DepartmentTag } from './batch-view.tsx';
import { datasetFilters, linkStates } from './progress-words.ts';

type DepartmentViewProps = { readonly department: DepartmentProgress; readonly crumbs: readonly Crumb[] };
type LinkState = (typeof linkStates)[number];

/** One department: its numbers, each leading to the list that it counts. */
export function DepartmentView({ department: progress, crumbs }: DepartmentViewProps) {
  const { department, name, deadline, datasets, compiling } = progress;
  return (
    <>
      <PageHeader title={name} crumbs={crumbs} state={<DepartmentTag department={progress} />}>
        {deadline === undefined ? '通知没有给出挂接期限。' : `按通知应于${formatDay(deadline)}前完成挂接。`}
      </PageHeader>
      <section className="panel">
        <h2>信息资源</h2>
        <p>
          目录中已发布 {formatNumber(datasets.total)} 项，含电子证照的照面数据
          {compiling > 0 && `；另有 ${formatNumber(compiling)} 项正在编制或审核`}。
        </p>
        {datasets.total > 0 && (
          <Listing
            caption="信息资源的挂接"
            columns={columnsFor(progress)}
            rows={linkStates}
            rowKey={([state]) => state}
          />
        )}
        <ul>
          <li>
            <Link to={`/datasets?department=${department}&state=overdue`}>
              更新超期 {formatNumber(datasets.overdue)} 项
            </Link>
            ：已有数据，但按更新周期应更新而没有更新。
          </li>
          <li>
            <Link to={`/deliveries?department=${department}`}>报送的经过和结果</Link>
          </li>
        </ul>
      </section>
      <DepartmentCertificates department={department} />
    </>
  );
}

const certificateColumns: readonly Column<CoverageListing>[] = [
  { title: '证照类型', cell: ({ type, name }) => <Link to={`/certificates/types/${type}`}>{name}</Link> },
  {
    title: '制证',
    cell: (coverage) => {
      const state = stateOf(coverage);
      return <StateTag tone={coverageTones[state]}>{coverageStateNames[state]}</StateTag>;
    },
  },
  { title: '照面数据', isNumber: true, cell: ({ total }) => `${formatNumber(total.rows)} 条` },
  { title: '已制证', isNumber: true, cell: ({ total }) => `${formatNumber(total.issued)} 条` },
  { title: '未成功', isNumber: true, cell: ({ total }) => `${formatNumber(total.failed.rows)} 条` },
];

function DepartmentCertificates({ department }: { readonly department: string }) {
  const { data } = useCoverages();
  const own = [...(data?.values() ?? [])].filter((coverage) => coverage.department === department);
  if (own.length === 0) return null;
  return (
    <section className="panel">
      <h2>电子证照</h2>
      <Listing caption="各类证照的制证进度" columns={certificateColumns} rows={own} rowKey={({ type }) => type} />
    </section>
  );
}

function columnsFor({ department, datasets }: DepartmentProgress): readonly Column<LinkState>[] {
  return [
    { title: '状态', cell: ([, word, tone]) => <StateTag tone={tone}>{word}</StateTag> },
    {
      title: '信息资源',
      isNumber: true,
      cell: ([state]) => (
        <Link to={`/datasets?department=${department}&state=${datasetFilters[state]}`}>
          {formatNumber(datasets[state])} 项
        </Link>
      ),
    },
    { title: '含义', cell: ([, , , meaning]) => meaning },
  ];
}
