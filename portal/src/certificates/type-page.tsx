import { Link, useParams, useSearchParams } from 'react-router';
import type { Coverage } from '../../../schemas/certificates/coverage.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { Tabs } from '../shared/tabs.tsx';
import { useDepartments } from '../shared/use-departments.ts';
import { coverageStateNames, stateOf } from './coverage-state.ts';
import { CoverageTab } from './coverage-tab.tsx';
import { IssuingHistory } from './issuing-history.tsx';
import { NotIssuedTab } from './not-issued-tab.tsx';
import { coverageTones } from './tones.ts';
import { TypeFacts } from './type-facts.tsx';

const tabs = [
  { id: 'coverage', name: '制证进度' },
  { id: 'not-issued', name: '未成功的' },
  { id: 'history', name: '制证经过' },
  { id: 'type', name: '证照类型' },
] as const;

/** Certificates are being issued meanwhile. */
const pollMs = 30_000;

/** One type: how many certificates are issued, which are not and why, what happened, and what the type is. */
export default function TypePage() {
  const { type = '' } = useParams();
  const coverage = useRoute(readCoverageRoute, { params: { type } }, { pollMs });
  return (
    <>
      {coverage.data === undefined && (
        <PageHeader title="证照类型" crumbs={[{ title: '电子证照', to: '/certificates' }]} />
      )}
      <QueryView query={coverage} what="制证进度">
        {(read) => <TypeContent coverage={read} />}
      </QueryView>
    </>
  );
}

function TypeContent({ coverage }: { readonly coverage: Coverage }) {
  const [search] = useSearchParams();
  const { nameOf } = useDepartments();
  const current = tabs.find(({ id }) => id === search.get('state'))?.id ?? 'coverage';
  const state = stateOf(coverage);
  return (
    <>
      <PageHeader
        title={coverage.name}
        crumbs={[{ title: '电子证照', to: '/certificates' }]}
        state={<StateTag tone={coverageTones[state]}>{coverageStateNames[state]}</StateTag>}
        actions={
          <Link className="primary-link" to={`/datasets/${coverage.type}`}>
            查看照面数据
          </Link>
        }
      >
        由{nameOf(coverage.department)}颁发。
      </PageHeader>
      <Tabs tabs={tabs} current={current} name="state" />
      {current === 'coverage' && <CoverageTab coverage={coverage} />}
      {current === 'not-issued' && <NotIssuedTab coverage={coverage} />}
      {current === 'history' && <IssuingHistory type={coverage.type} />}
      {current === 'type' && <TypeFacts type={coverage.type} />}
    </>
  );
}
