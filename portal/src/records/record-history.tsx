import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import type { Actor } from '../../../schemas/departments/actor.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import type { RecordHistoryEntry } from '../../../schemas/records/record.ts';
import { readHistoryRoute } from '../../../schemas/records/routes.ts';
import { useApi } from '../shared/api/use-api.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Moment } from '../shared/moment.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useValueText } from './use-code-names.ts';
import { changesOf, describePlace, originOf } from './versions.ts';

type RecordHistoryProps = {
  readonly view: DatasetVersionView;
  readonly businessKey: Readonly<Record<string, string>>;
};

/** One record: its values with where each of them came from, and every version of it. */
export function RecordHistory({ view: { dataset, content }, businessKey }: RecordHistoryProps) {
  const api = useApi();
  const title = useRef<HTMLHeadingElement>(null);
  const history = useQuery({
    // Kept no longer than it is shown: it holds personal data.
    queryKey: [readHistoryRoute.operation, dataset, businessKey],
    queryFn: ({ signal }) =>
      api.call(readHistoryRoute, { params: { dataset }, body: { key: businessKey } }, { signal }),
    gcTime: 0,
  });
  const isRead = history.data !== undefined;
  useEffect(() => {
    if (isRead) title.current?.focus();
  }, [isRead]);
  return (
    <section>
      <h2 tabIndex={-1} ref={title} className="step-title">
        这条记录
      </h2>
      <QueryView query={history} what="记录的经过">
        {({ versions, actors }) => (
          <>
            <Values fields={content.fields} versions={versions} />
            <h2>经过</h2>
            <Versions fields={content.fields} versions={versions} actors={actors} />
          </>
        )}
      </QueryView>
    </section>
  );
}

type ValuesProps = { readonly fields: readonly Field[]; readonly versions: readonly RecordHistoryEntry[] };

function Values({ fields, versions }: ValuesProps) {
  const textOf = useValueText(fields);
  if (versions[0]?.removed === true) return <p>这条记录已经移除，不再公开。下面是它的经过。</p>;
  return (
    <Listing caption="现在的值和来源" columns={toColumns(versions, textOf)} rows={fields} rowKey={({ key }) => key} />
  );
}

const toColumns = (
  versions: readonly RecordHistoryEntry[],
  textOf: (field: Field, value: string) => string,
): readonly Column<Field>[] => [
  { title: '信息项', cell: ({ label }) => label },
  {
    title: '现在的值',
    cell: (field) => {
      const value = versions[0]?.values[field.key];
      return value === undefined ? '—' : textOf(field, value);
    },
  },
  { title: '来自', cell: ({ key }) => <Origin version={originOf(key, versions)} /> },
];

/** The place in what was delivered, with a link to the delivery and its day. */
function Origin({ version }: { readonly version: RecordHistoryEntry | undefined }) {
  if (version === undefined) return '—';
  const { lineage } = version;
  return (
    <span>
      <Link to={`/deliveries/${lineage.delivery}`}>{describePlace(lineage) || '打开这次报送'}</Link>
      {lineage.at !== undefined && (
        <span className="soft">
          {' '}
          <Moment iso={lineage.at} />
        </span>
      )}
    </span>
  );
}

type VersionsProps = ValuesProps & { readonly actors: readonly Actor[] };

function Versions({ fields, versions, actors }: VersionsProps) {
  return (
    <ol className="timeline" reversed>
      {versions.map((version, i) => (
        <li key={version.seq}>
          <VersionLine fields={fields} version={version} before={versions[i + 1]} actors={actors} />
        </li>
      ))}
    </ol>
  );
}

type VersionLineProps = Pick<VersionsProps, 'fields' | 'actors'> & {
  readonly version: RecordHistoryEntry;
  readonly before: RecordHistoryEntry | undefined;
};

function VersionLine({ fields, version, before, actors }: VersionLineProps) {
  const textOf = useValueText(fields);
  const { lineage, removed } = version;
  const isNew = before === undefined || before.removed;
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const changes = removed || isNew ? [] : changesOf([...byKey.keys()], version, before);
  const shown = (key: string, value: string | undefined): string => {
    const field = byKey.get(key);
    if (value === undefined) return '没有值';
    return field === undefined ? value : textOf(field, value);
  };
  return (
    <>
      {lineage.at !== undefined && <Moment iso={lineage.at} />} <VersionTag isRemoved={removed} isNew={isNew} />{' '}
      {lineage.by !== undefined && <span className="soft">{nameActor(actors, lineage.by)}</span>}{' '}
      <Link to={`/deliveries/${lineage.delivery}`}>{describePlace(lineage) || '打开这次报送'}</Link>
      {changes.length > 0 && (
        <ul>
          {changes.map(({ field, before: was, after }) => (
            <li key={field}>
              {byKey.get(field)?.label ?? field}：<del>{shown(field, was)}</del> → <ins>{shown(field, after)}</ins>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function VersionTag({ isRemoved, isNew }: { readonly isRemoved: boolean; readonly isNew: boolean }) {
  if (isRemoved) return <StateTag tone="idle">移除</StateTag>;
  return <StateTag tone={isNew ? 'good' : 'running'}>{isNew ? '新增' : '变更'}</StateTag>;
}
