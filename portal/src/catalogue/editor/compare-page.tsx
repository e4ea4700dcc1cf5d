import { Link, useParams } from 'react-router';
import { z } from 'zod';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames } from '../../../../schemas/catalogue/labels.ts';
import { compareVersionsRoute, listVersionsRoute, readVersionRoute } from '../../../../schemas/catalogue/routes.ts';
import type { Comparison, DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';

const Params = z.object({ dataset: z.string(), version: z.coerce.number().int().min(1) });
const Address = z.object({ with: z.string().regex(/^\d+$/).optional() });

/** Two versions of an entry side by side, with the verdict whether old data and templates still fit. */
export default function ComparePage() {
  const { dataset, version } = Params.parse(useParams());
  const { address, change } = useAddress(Address);
  const versions = useRoute(listVersionsRoute, { params: { dataset } });
  return (
    <QueryView query={versions} what="各个版本">
      {({ items }) => {
        const others = items.map((item) => item.version).filter((number) => number !== version);
        const earlier = others.find((number) => number < version) ?? others[0];
        const other = address.with === undefined ? earlier : Number(address.with);
        const name = items.find((item) => item.version === version)?.name ?? dataset;
        return (
          <>
            <PageHeader
              title={`第 ${version} 版与其他版本的比较`}
              crumbs={[
                { title: '信息资源', to: '/datasets' },
                { title: name, to: `/datasets/${dataset}?tab=versions` },
              ]}
            />
            {other === undefined ? (
              <p>这个信息资源只有一个版本，没有可以比较的。</p>
            ) : (
              <>
                <FilterBar isFiltered={address.with !== undefined} clear={() => change({ with: undefined })}>
                  <Choice
                    label="比较的版本"
                    value={address.with}
                    all={`第 ${earlier ?? other} 版`}
                    options={others
                      .filter((number) => number !== earlier)
                      .map((number) => [`${number}`, `第 ${number} 版`])}
                    choose={(chosen) => change({ with: chosen })}
                  />
                </FilterBar>
                <Compared dataset={dataset} version={version} other={other} />
              </>
            )}
          </>
        );
      }}
    </QueryView>
  );
}

type ComparedProps = { readonly dataset: string; readonly version: number; readonly other: number };

function Compared({ dataset, version, other }: ComparedProps) {
  const [from, to] = [Math.min(version, other), Math.max(version, other)];
  const comparison = useRoute(compareVersionsRoute, { params: { dataset }, query: { from: `${from}`, to: `${to}` } });
  const before = useRoute(readVersionRoute, { params: { dataset, version: `${from}` } });
  const after = useRoute(readVersionRoute, { params: { dataset, version: `${to}` } });
  return (
    <>
      <QueryView query={comparison} what="版本差异">
        {(found) => <Verdict comparison={found} />}
      </QueryView>
      <QueryView query={before} what="较早的版本">
        {(earlier) => (
          <QueryView query={after} what="较晚的版本">
            {(later) => <SideBySide before={earlier} after={later} />}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function Verdict({ comparison }: { readonly comparison: Comparison }) {
  const { from, to, compatibility, differences } = comparison;
  const isBreaking = compatibility === 'breaking';
  return (
    <section className="panel">
      <h2>
        第 {from} 版 → 第 {to} 版{' '}
        <StateTag tone={isBreaking ? 'bad' : 'good'}>{isBreaking ? '不兼容' : '兼容'}</StateTag>
      </h2>
      <p>
        {isBreaking
          ? '旧模板或已有数据不一定符合新版本，发布后须用新模板报送，接口和库表的对应也要核对。'
          : '旧模板和已有数据仍然适用。'}
      </p>
      {differences.length === 0 && <p>两个版本没有差异。</p>}
      <ul>
        {differences
          .toSorted((a, b) => Number(b.compatibility === 'breaking') - Number(a.compatibility === 'breaking'))
          .map(({ code, pointer, detail, compatibility: one }) => (
            <li key={`${code}${pointer}${detail}`}>
              {one === 'breaking' && <StateTag tone="bad">不兼容</StateTag>} {detail}
            </li>
          ))}
      </ul>
    </section>
  );
}

type Pair = { readonly key: string; readonly before: Field | undefined; readonly after: Field | undefined };

const describe = (field: Field | undefined): string =>
  field === undefined
    ? '—'
    : [
        field.label,
        `${dataTypeNames[field.type]} ${field.length} 位`,
        fieldFormatNames[field.format],
        field.required ? '必填' : '选填',
      ].join('，');

function changeOf({ before, after }: Pair): readonly [tone: 'good' | 'bad' | 'waiting' | 'idle', name: string] {
  if (before === undefined) return ['good', '新增'];
  if (after === undefined) return ['bad', '删除'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['idle', '未变'] : ['waiting', '修改'];
}

function ChangeTag({ pair }: { readonly pair: Pair }) {
  const [tone, name] = changeOf(pair);
  return <StateTag tone={tone}>{name}</StateTag>;
}

const toColumns = (from: number, to: number): readonly Column<Pair>[] => [
  { title: '字段', cell: ({ key }) => <code className="place">{key}</code> },
  { title: `第 ${from} 版`, cell: ({ before }) => describe(before) },
  { title: `第 ${to} 版`, cell: ({ after }) => describe(after) },
  { title: '变化', cell: (pair) => <ChangeTag pair={pair} /> },
];

type SideBySideProps = { readonly before: DatasetVersionView; readonly after: DatasetVersionView };

/** Fields in the later version's order, those that it dropped at the end. */
function SideBySide({ before, after }: SideBySideProps) {
  const earlier = new Map(before.content.fields.map((field) => [field.key, field]));
  const later = new Set(after.content.fields.map(({ key }) => key));
  const pairs: readonly Pair[] = [
    ...after.content.fields.map((field) => ({ key: field.key, before: earlier.get(field.key), after: field })),
    ...before.content.fields
      .filter(({ key }) => !later.has(key))
      .map((field) => ({ key: field.key, before: field, after: undefined })),
  ];
  return (
    <>
      <Listing
        caption="信息项的变化"
        columns={toColumns(before.version, after.version)}
        rows={pairs}
        rowKey={({ key }) => key}
      />
      <p>
        <Link to={`/datasets/${after.dataset}?tab=versions`}>回到各个版本</Link>
      </p>
    </>
  );
}
