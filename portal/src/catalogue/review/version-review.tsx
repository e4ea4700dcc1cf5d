import { useState } from 'react';
import { datasetStatusNames, catalogueActionNames } from '../../../../schemas/catalogue/labels.ts';
import { listVersionsRoute, readVersionRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView, VersionListing } from '../../../../schemas/catalogue/views.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { datasetTones } from '../../shared/names.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { kindNames, type ReviewKind, reviewAddress } from '../../shared/reviews.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { Timeline } from '../../shared/timeline.tsx';
import { FieldsTab } from '../fields-tab.tsx';
import { OverviewTab } from '../overview-tab.tsx';
import { Differences } from './differences.tsx';
import { VersionDecisions } from './version-decisions.tsx';

type VersionReviewProps = { readonly kind: ReviewKind; readonly dataset: string; readonly version: string };

/** One version that waits: the differences first, then what it holds, what was done, and the decision. */
export function VersionReview({ kind, dataset, version }: VersionReviewProps) {
  const read = useRoute(readVersionRoute, { params: { dataset, version } });
  const versions = useRoute(listVersionsRoute, { params: { dataset } });
  return (
    <QueryView query={read} what="目录版本">
      {(view) => (
        <QueryView query={versions} what="各个版本">
          {({ items }) => (
            <Review key={`${dataset}/${version}`} kind={kind} view={view} before={precedingVersion(view, items)} />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

/** The newest version before this one that was ever published: data and templates follow it. */
function precedingVersion({ version }: DatasetVersionView, versions: readonly VersionListing[]): number | undefined {
  const published = versions.filter((other) => other.publishedOn !== undefined && other.version < version);
  return published.length === 0 ? undefined : Math.max(...published.map((other) => other.version));
}

type ReviewProps = {
  readonly kind: ReviewKind;
  readonly view: DatasetVersionView;
  readonly before: number | undefined;
};

function Review({ kind, view, before }: ReviewProps) {
  const [done, setDone] = useState<string | null>(null);
  const { status, version, content, history, faults = [] } = view;
  return (
    <>
      <PageHeader
        title={content.metadata.name}
        crumbs={[{ title: kindNames[kind], to: reviewAddress(kind, {}) }]}
        state={<StateTag tone={datasetTones[status]}>{datasetStatusNames[status]}</StateTag>}
        actions={<VersionDecisions view={view} before={before} say={setDone} />}
      >
        目录第 {version} 版
      </PageHeader>
      {done !== null && <output className="said">{done}</output>}
      {faults.length > 0 && (
        <section className="panel">
          <h2>内容还有 {faults.length} 处问题，须退回提供部门修改</h2>
          <ul>
            {faults.map(({ pointer, detail }) => (
              <li key={pointer + detail}>{detail}</li>
            ))}
          </ul>
        </section>
      )}
      <Differences view={view} before={before} />
      <OverviewTab view={view} />
      <h2>信息项（{content.fields.length} 项）</h2>
      <FieldsTab view={view} />
      <section className="panel">
        <h2>办理经过</h2>
        <Timeline
          entries={history.map(({ at, action, name, reason }, index) => ({
            key: `${index}${at}`,
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
