import { Link } from 'react-router';
import { catalogueActionNames, datasetStatusNames } from '../../../schemas/catalogue/labels.ts';
import { listVersionsRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView, VersionListing } from '../../../schemas/catalogue/views.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Moment, formatDay } from '../shared/moment.tsx';
import { datasetTones } from '../shared/names.ts';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { Timeline } from '../shared/timeline.tsx';
import { StartVersion } from './editor/start-version.tsx';

const compatibilityNames = {
  first: '第一版',
  compatible: '兼容：旧模板和已有数据仍适用',
  breaking: '不兼容：须用新模板',
} as const;

const columns: readonly Column<VersionListing>[] = [
  { title: '版本', cell: ({ version }) => `第 ${version} 版` },
  {
    title: '状态',
    cell: ({ status }) => <StateTag tone={datasetTones[status]}>{datasetStatusNames[status]}</StateTag>,
  },
  { title: '与上一版', cell: ({ compatibility }) => compatibilityNames[compatibility] },
  { title: '信息项', isNumber: true, cell: ({ fieldCount }) => `${fieldCount} 项` },
  { title: '发布', cell: ({ publishedOn }) => (publishedOn === undefined ? '—' : formatDay(publishedOn)) },
  { title: '最后修改', cell: ({ updatedAt }) => <Moment iso={updatedAt} />, isMinor: true },
];

const isEditable = ({ status }: VersionListing): boolean => status === 'draft' || status === 'returned';

/** A lone version has nothing to be compared with; only its provider edits one. */
const toColumns = (dataset: string, canEdit: boolean, count: number): readonly Column<VersionListing>[] => [
  ...columns,
  {
    title: '办理',
    cell: (listing) => (
      <span className="actions">
        {canEdit && isEditable(listing) && (
          <Link to={`/datasets/${dataset}/versions/${listing.version}/edit`}>继续编制</Link>
        )}
        {count > 1 && <Link to={`/datasets/${dataset}/versions/${listing.version}/compare`}>比较</Link>}
      </span>
    ),
  },
];

/** Every version, the newest first, and what was done with the one that is shown. */
export function VersionsTab({ view }: { readonly view: DatasetVersionView }) {
  const versions = useRoute(listVersionsRoute, { params: { dataset: view.dataset } });
  const caller = useCaller();
  const canEdit = hasRole(caller, ['provider']) && caller.department.id === view.content.metadata.provider;
  return (
    <>
      <QueryView query={versions} what="各个版本">
        {({ items }) => (
          <>
            <Listing
              caption="各个版本"
              columns={toColumns(view.dataset, canEdit, items.length)}
              rows={items}
              rowKey={({ version }) => String(version)}
            />
            {canEdit && items[0]?.status === 'published' && <StartVersion dataset={view.dataset} />}
          </>
        )}
      </QueryView>
      <section className="panel">
        <h2>第 {view.version} 版的办理经过</h2>
        <Timeline
          entries={view.history.map(({ at, action, name, reason }) => ({
            key: `${at}${action}`,
            at,
            what: catalogueActionNames[action],
            by: name,
            why: reason,
          }))}
        />
      </section>
    </>
  );
}
