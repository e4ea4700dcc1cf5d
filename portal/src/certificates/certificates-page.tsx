import { Link } from 'react-router';
import { z } from 'zod';
import { IssuingLevel, IssuingMode } from '../../../schemas/certificates/certificate-type.ts';
import type { CoverageListing, CoverageSums } from '../../../schemas/certificates/coverage.ts';
import type { CertificateTypeListing } from '../../../schemas/certificates/type-routes.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { CertificateSearch } from '../shared/certificate-search.tsx';
import { formatNumber } from '../shared/format-number.ts';
import { Choice, FilterBar } from '../shared/listing/filters.tsx';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useAddress } from '../shared/use-address.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { coverageStateNames, stateOf } from './coverage-state.ts';
import { CoverageSum } from './coverage-sum.tsx';
import { coverageTones } from './tones.ts';
import { useCoverages, useOwnTypes } from './use-types.ts';
import { levelNames, modeNames } from './words.ts';

const Address = z.object({
  state: z.enum(['not-issued', 'late', 'outstanding', 'complete', 'none']).optional(),
  department: z.string().max(60).optional(),
  level: IssuingLevel.optional(),
  mode: IssuingMode.optional(),
});
type Address = z.output<typeof Address>;
const nothingChosen = {
  state: undefined,
  department: undefined,
  level: undefined,
  mode: undefined,
};

/** How far the certificates are issued, by type: the own department's, or the city's. */
export default function CertificatesPage() {
  const { address, change, isFiltered } = useAddress(Address);
  const types = useOwnTypes();
  const mayLookUp = hasRole(useCaller(), ['provider', 'operator']);
  const all = types.data?.items ?? [];
  return (
    <div className="wide">
      <PageHeader
        title="电子证照"
        actions={mayLookUp && all.length > 0 && <Link to="/certificates/batches">批量办理</Link>}
      >
        照面数据入库、挂接验收后，平台自动制证；这里核对各类证照的制证进度。
      </PageHeader>
      {mayLookUp && all.length > 0 && <CertificateSearch types={all} />}
      <FilterBar isFiltered={isFiltered} clear={() => change(nothingChosen)}>
        <Filters address={address} types={all} change={change} />
      </FilterBar>
      <QueryView query={types} what="证照类型">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title="本部门没有颁发电子证照">
              <p>通知附件 1 没有列出由本部门颁发的证照。如有出入，请联系市政府信息中心。</p>
            </EmptyState>
          ) : (
            <CoverageList types={items} address={address} />
          )
        }
      </QueryView>
    </div>
  );
}

type FiltersProps = {
  readonly address: Address;
  readonly types: readonly CertificateTypeListing[];
  readonly change: (changes: Readonly<Record<string, string | undefined>>) => void;
};

function Filters({ address, types, change }: FiltersProps) {
  const seesAll = hasRole(useCaller(), ['operator', 'supervisor']);
  const { departments } = useDepartments();
  const issuers = new Set(types.map(({ department }) => department));
  return (
    <>
      <Choice
        label="制证"
        value={address.state}
        all="全部"
        options={Object.entries(coverageStateNames)}
        choose={(state) => change({ state })}
      />
      {seesAll && (
        <Choice
          label="颁证部门"
          value={address.department}
          all="全部部门"
          options={departments.filter(({ id }) => issuers.has(id)).map(({ id, name }) => [id, name])}
          choose={(department) => change({ department })}
        />
      )}
      <Choice
        label="颁证层级"
        value={address.level}
        all="全部层级"
        options={Object.entries(levelNames)}
        choose={(level) => change({ level })}
      />
      <Choice
        label="制证方式"
        value={address.mode}
        all="全部方式"
        options={Object.entries(modeNames)}
        choose={(mode) => change({ mode })}
      />
    </>
  );
}

type Row = {
  readonly type: CertificateTypeListing;
  readonly coverage: CoverageListing | undefined;
};

function CoverageList({
  types,
  address,
}: {
  readonly types: readonly CertificateTypeListing[];
  readonly address: Address;
}) {
  const seesAll = hasRole(useCaller(), ['operator', 'supervisor']);
  const { nameOf } = useDepartments();
  const chosen = types.filter(
    ({ department, levels, mode }) =>
      (address.department === undefined || department === address.department) &&
      (address.level === undefined || levels.includes(address.level)) &&
      (address.mode === undefined || mode === address.mode),
  );
  const { data: coverages, error, isPending } = useCoverages();
  const rows = chosen
    .map((type): Row => ({ type, coverage: coverages?.get(type.type) }))
    .filter(({ coverage }) => address.state === undefined || isIn(address.state, coverage));
  const totals = rows.flatMap(({ coverage }) => (coverage === undefined ? [] : [coverage.total]));
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      {isPending && <output className="loading">正在核对各类证照。</output>}
      {rows.length === 0 && !isPending && (
        <EmptyState title="没有符合条件的证照类型">
          <p>请改变或清除筛选条件后再看。</p>
        </EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <section className="panel">
            <h2>{formatNumber(rows.length)} 类证照合计</h2>
            <CoverageSum totals={totals} />
          </section>
          <Listing
            caption="电子证照"
            columns={columnsFor(seesAll ? nameOf : null)}
            rows={rows}
            rowKey={({ type }) => type.type}
          />
        </>
      )}
    </>
  );
}

const isIn = (state: NonNullable<Address['state']>, coverage: CoverageListing | undefined): boolean =>
  coverage !== undefined && stateOf(coverage) === state;

function columnsFor(nameOf: ((department: string) => string) | null): readonly Column<Row>[] {
  return [
    { title: '证照类型', cell: ({ type }) => <TypeLink type={type} /> },
    ...(nameOf === null
      ? []
      : [
          {
            title: '颁证部门',
            isMinor: true,
            cell: ({ type }: Row) => nameOf(type.department),
          },
        ]),
    {
      title: '制证',
      cell: ({ coverage }) => <CoverageTag coverage={coverage} />,
    },
    countColumn('照面数据', ({ rows }) => rows),
    countColumn('已制证', ({ issued }) => issued),
    {
      ...countColumn('待制证', ({ outstanding }) => outstanding.rows),
      isMinor: true,
    },
    countColumn('未成功', ({ failed }) => failed.rows),
    { ...countColumn('已移除', ({ removed }) => removed), isMinor: true },
  ];
}

function TypeLink({ type: { type, name } }: { readonly type: CertificateTypeListing }) {
  return <Link to={`/certificates/types/${type}`}>{name}</Link>;
}

function CoverageTag({ coverage }: { readonly coverage: CoverageListing | undefined }) {
  if (coverage === undefined) return '—';
  const state = stateOf(coverage);
  return <StateTag tone={coverageTones[state]}>{coverageStateNames[state]}</StateTag>;
}

function countColumn(title: string, count: (total: CoverageSums) => number): Column<Row> {
  return {
    title,
    isNumber: true,
    cell: ({ coverage }) => (coverage === undefined ? '—' : `${formatNumber(count(coverage.total))} 条`),
  };
}
