import { Link, useSearchParams } from 'react-router';
import { z } from 'zod';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames } from '../../../../schemas/collection/sources/state-names.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDatasetNames } from '../../shared/use-dataset-names.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { ChooseSource } from './register-links.tsx';
import { type Health, sortByUrgency } from './source-health.ts';
import { clockAt, healthNames } from './source-words.ts';
import { useSources } from './use-sources.ts';

type Line = readonly [source: Source, health: Health];

const Filters = z.object({
  health: z.enum(['bad', 'waiting', 'running', 'good', 'idle']).optional(),
  department: z.string().optional(),
});
const healthOptions = [
  ['bad', healthNames.bad],
  ['waiting', healthNames.waiting],
  ['running', healthNames.running],
  ['good', healthNames.good],
  ['idle', healthNames.idle],
] as const;
const wall = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))', gap: 16 };

const addressOf = ({ dataset, channel }: Source): string => `/sources/${dataset}/${channel}`;

/** Sources and how they do, the worst first: a wall for who sees the whole city, a list for a department. */
export default function SourcesPage() {
  const caller = useCaller();
  const isCentre = hasRole(caller, ['operator', 'supervisor']);
  const sources = useSources();
  const [search] = useSearchParams();
  const isProvider = hasRole(caller, ['provider']);
  const isRegistering = isProvider && search.has('register');
  return (
    <>
      <PageHeader
        title="数据源"
        actions={
          isProvider &&
          !isRegistering && (
            <Link className="primary-link" to="?register=1">
              登记数据源
            </Link>
          )
        }
      >
        {isCentre
          ? '由平台按时读取的服务接口和前置库，有故障的排在最前面。'
          : `${caller.department.name}由平台按时读取的服务接口和前置库，有故障的排在最前面。`}
      </PageHeader>
      {isRegistering && <ChooseSource department={caller.department.id} />}
      <QueryView query={sources} what="数据源">
        {(all) =>
          all.length === 0 ? (
            <NoSources />
          ) : (
            <FilteredSources lines={sortByUrgency(all, clockAt(new Date(sources.dataUpdatedAt)))} isCentre={isCentre} />
          )
        }
      </QueryView>
    </>
  );
}

function NoSources() {
  return (
    <EmptyState title="还没有登记数据源">
      <p>
        提供部门登记服务接口或前置库以后，会出现在这里。登记前，请在信息资源的“数据源”页下载建表脚本或对接说明，交给业务系统的程序员。
      </p>
    </EmptyState>
  );
}

function FilteredSources({ lines, isCentre }: { readonly lines: readonly Line[]; readonly isCentre: boolean }) {
  const { address, change, isFiltered } = useAddress(Filters);
  const { nameOf } = useDepartments();
  const departments = [...new Set(lines.map(([{ department }]) => department))];
  const shown = lines.filter(
    ([{ department }, { tone }]) =>
      (address.health ?? tone) === tone && (address.department ?? department) === department,
  );
  return (
    <>
      <FilterBar isFiltered={isFiltered} clear={() => change({ health: undefined, department: undefined })}>
        <Choice
          label="运行状况"
          value={address.health}
          all={`全部（${lines.length} 个）`}
          options={healthOptions.map(([tone, name]) => [
            tone,
            `${name}（${lines.filter(([, health]) => health.tone === tone).length} 个）`,
          ])}
          choose={(health) => change({ health })}
        />
        {isCentre && (
          <Choice
            label="部门"
            value={address.department}
            all="全部部门"
            options={departments.map((id) => [id, nameOf(id)])}
            choose={(department) => change({ department })}
          />
        )}
      </FilterBar>
      {shown.length === 0 && <EmptyState title="没有符合筛选条件的数据源" />}
      {shown.length > 0 && (isCentre ? <Wall lines={shown} nameOf={nameOf} /> : <List lines={shown} />)}
    </>
  );
}

function Wall({ lines, nameOf }: { readonly lines: readonly Line[]; readonly nameOf: (id: string) => string }) {
  const datasetName = useDatasetNames();
  return (
    <ul className="plain" style={wall}>
      {lines.map(([source, { tone, sentence }]) => (
        <li key={addressOf(source)} className="panel" style={{ marginBottom: 0 }}>
          <h2 style={{ marginBottom: 4 }}>
            <Link to={addressOf(source)}>{datasetName(source.dataset)}</Link>
          </h2>
          <p style={{ margin: '0 0 8px' }}>
            <StateTag tone={tone}>{healthNames[tone]}</StateTag>{' '}
            <span className="soft">
              {nameOf(source.department)} · {sourceChannelNames[source.channel]}
            </span>
          </p>
          <p style={{ margin: 0 }}>{sentence}</p>
        </li>
      ))}
    </ul>
  );
}

const toColumns = (datasetName: (dataset: string) => string): readonly Column<Line>[] => [
  { title: '信息资源', cell: ([source]) => <Link to={addressOf(source)}>{datasetName(source.dataset)}</Link> },
  { title: '归集方式', cell: ([{ channel }]) => sourceChannelNames[channel], isMinor: true },
  { title: '运行状况', cell: ([, { tone }]) => <StateTag tone={tone}>{healthNames[tone]}</StateTag> },
  { title: '说明', cell: ([, { sentence }]) => sentence },
  {
    title: '下次读取',
    cell: ([{ state, nextRunAt }]) =>
      state === 'running' && nextRunAt !== undefined ? <Moment iso={nextRunAt} /> : '—',
    isMinor: true,
  },
];

function List({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <Listing
      caption="数据源"
      columns={toColumns(useDatasetNames())}
      rows={lines}
      rowKey={([source]) => addressOf(source)}
    />
  );
}
