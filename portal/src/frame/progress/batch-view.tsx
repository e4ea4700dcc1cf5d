import { Link } from 'react-router';
import { z } from 'zod';
import {
  type BatchProgress,
  type DepartmentProgress,
  DepartmentState,
} from '../../../../schemas/departments/progress.ts';
import { useCoverages } from '../../certificates/use-types.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { type Crumb, PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { Deadline } from './batch-panel.tsx';
import { certificatesByDepartment, type IssuedCounts } from './certificate-counts.ts';
import { departmentStateNames, departmentStateTones, describeBatch, nameOfBatch } from './progress-words.ts';

const Address = z.object({ state: z.enum([...DepartmentState.options, 'late']).optional() });

type BatchViewProps = { readonly batch: BatchProgress; readonly crumbs: readonly Crumb[] };

/** The departments of a batch, each with its datasets by state and its certificates. */
export function BatchView({ batch, crumbs }: BatchViewProps) {
  const { address, change } = useAddress(Address);
  const { state } = address;
  const issued = certificatesByDepartment(useCoverages().data);
  const rows = batch.departments.filter(
    (department) => state === undefined || (state === 'late' ? department.late : department.state === state),
  );
  return (
    <div className="wide">
      <PageHeader title={nameOfBatch(batch.batch)} crumbs={crumbs}>
        {describeBatch(batch)}。<Deadline batch={batch} />
      </PageHeader>
      <FilterBar isFiltered={state !== undefined} clear={() => change({ state: undefined })}>
        <Choice
          label="进展"
          value={state}
          all="全部"
          options={[...Object.entries(departmentStateNames), ['late', '已超过期限']]}
          choose={(chosen) => change({ state: chosen })}
        />
      </FilterBar>
      {rows.length === 0 ? (
        <EmptyState title="没有符合条件的部门">
          <p>请改变或清除筛选条件后再看。</p>
        </EmptyState>
      ) : (
        <Listing
          caption={`${nameOfBatch(batch.batch)}的部门`}
          columns={columnsFor(issued)}
          rows={rows}
          rowKey={({ department }) => department}
        />
      )}
      <p className="soft">信息资源含电子证照的照面数据；“已制证”是已制证的份数，占照面数据的条数。</p>
    </div>
  );
}

function columnsFor(issued: ReadonlyMap<string, IssuedCounts>): readonly Column<DepartmentProgress>[] {
  const count = (title: string, of: (row: DepartmentProgress) => number): Column<DepartmentProgress> => ({
    title,
    isNumber: true,
    cell: (row) => `${formatNumber(of(row))} 项`,
  });
  return [
    {
      title: '部门',
      cell: ({ department, name }) => <Link to={`/progress?department=${department}`}>{name}</Link>,
    },
    { title: '进展', cell: (row) => <DepartmentTag department={row} /> },
    count('信息资源', ({ datasets }) => datasets.total),
    count('已挂接', ({ datasets }) => datasets.linked),
    { ...count('待验收', ({ datasets }) => datasets.onTrial), isMinor: true },
    count('未挂接', ({ datasets }) => datasets.unlinked),
    { ...count('更新超期', ({ datasets }) => datasets.overdue), isMinor: true },
    {
      title: '已制证',
      isNumber: true,
      cell: ({ department }) => {
        const counts = issued.get(department);
        return counts === undefined || counts.rows === 0
          ? '—'
          : `${formatNumber(counts.issued)} / ${formatNumber(counts.rows)}`;
      },
    },
  ];
}

/** The state in a word; being late is said beside it. */
export function DepartmentTag({ department: { state, late } }: { readonly department: DepartmentProgress }) {
  return (
    <span>
      <StateTag tone={departmentStateTones[state]}>{departmentStateNames[state]}</StateTag>
      {late && (
        <>
          {' '}
          <StateTag tone="bad">已超过期限</StateTag>
        </>
      )}
    </span>
  );
}
