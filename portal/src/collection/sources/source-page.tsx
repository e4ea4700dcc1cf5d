import { Link, useParams, useSearchParams } from 'react-router';
import { z } from 'zod';
import { readDatasetRoute } from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { readSourceRoute, type SourceView as SourceAnswer } from '../../../../schemas/collection/sources/routes.ts';
import { SourceChannel } from '../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames, sourceStateNames } from '../../../../schemas/collection/sources/state-names.ts';
import { ApiProblem } from '../../shared/api/api-errors.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { PeopleToCall } from '../../shared/people-to-call.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { Tabs } from '../../shared/tabs.tsx';
import { ProgrammerPapers } from './programmer-papers.tsx';
import { RejectedRows } from './rejected-rows.tsx';
import { SourceActions } from './source-actions.tsx';
import { describeHealth } from './source-health.ts';
import { SourceHistory } from './source-history.tsx';
import { SourceOverview } from './source-overview.tsx';
import { SourceRuns } from './source-runs.tsx';
import { SourceSetup } from './source-setup.tsx';
import { SourceTestPanel } from './source-test.tsx';
import { clockAt, sourceTones } from './source-words.ts';

const Params = z.object({ dataset: z.string(), channel: SourceChannel });
const crumbs = [{ title: '数据源', to: '/sources' }];
/** Milliseconds; a run or replay is followed closely, what waits for its time is not. */
const [busyPollMs, idlePollMs] = [2_000, 15_000];

/** One source: how it does, whether it fits the catalogue, its runs and rejected rows, and what can be done. */
export default function SourcePage() {
  const params = Params.safeParse(useParams());
  if (!params.success)
    return (
      <>
        <PageHeader title="没有这种归集方式" crumbs={crumbs} />
        <p>数据源只有服务接口和前置库两种，请从数据源列表中打开。</p>
      </>
    );
  return <KnownSource {...params.data} />;
}

function KnownSource({ dataset, channel }: z.output<typeof Params>) {
  const entry = useRoute(readDatasetRoute, { params: { dataset } });
  return (
    <QueryView query={entry} what="信息资源">
      {(view) => <SourceOfDataset view={view} channel={channel} />}
    </QueryView>
  );
}

type SourceOfDatasetProps = { readonly view: DatasetVersionView; readonly channel: SourceChannel };

const isUnregistered = (error: unknown): boolean =>
  error instanceof ApiProblem && error.problem.code === 'source-not-found';

const isBusy = (source: SourceAnswer | undefined): boolean =>
  source?.running !== undefined || (source?.replay !== undefined && source.replay.state !== 'finished');

function SourceOfDataset({ view, channel }: SourceOfDatasetProps) {
  const { dataset } = view;
  const first = useRoute(readSourceRoute, { params: { dataset, channel } });
  // The same query, asked more often while something is going on.
  const source = useRoute(
    readSourceRoute,
    { params: { dataset, channel } },
    { pollMs: isBusy(first.data) ? busyPollMs : idlePollMs },
  );
  const caller = useCaller();
  const { provider } = view.content.metadata;
  const isOwn = hasRole(caller, ['operator', 'supervisor']) || caller.department.id === provider;
  const isProvider = hasRole(caller, ['provider']) && caller.department.id === provider;
  const title = `${view.content.metadata.name}的${sourceChannelNames[channel]}`;
  if (isOwn && isUnregistered(source.error))
    return (
      <>
        <PageHeader
          title={title}
          crumbs={crumbs}
          actions={
            isProvider && (
              <Link className="primary-link" to={`/sources/${dataset}/${channel}/register`}>
                登记数据源
              </Link>
            )
          }
        />
        <EmptyState title="还没有登记">
          <p>
            先把下面的文件交给业务系统的程序员。准备好以后，由提供部门在这里登记地址、信息项的对应和时间表，填写凭据，测试调用，再由信息中心确认。
          </p>
        </EmptyState>
        <div style={{ marginTop: 16 }}>
          {hasRole(caller, ['provider', 'operator']) && (
            <ProgrammerPapers dataset={dataset} channel={channel} isRegistered={false} />
          )}
        </div>
      </>
    );
  return (
    <QueryView query={source} what="数据源">
      {(current) => <SourceView view={view} source={current} title={title} now={new Date(source.dataUpdatedAt)} />}
    </QueryView>
  );
}

/** It fails, or came back to its department. */
const needsCall = ({ state, health }: SourceAnswer): boolean => state === 'returned' || health.streak < 0;

type SourceViewProps = {
  readonly view: DatasetVersionView;
  readonly source: SourceAnswer;
  readonly title: string;
  readonly now: Date;
};

function SourceView({ view, source, title, now }: SourceViewProps) {
  const caller = useCaller();
  const [search] = useSearchParams();
  const { rejectedRowCount = 0 } = source;
  const canAct = hasRole(caller, ['provider', 'operator']);
  const isOwn = hasRole(caller, ['provider']) && caller.department.id === view.content.metadata.provider;
  const handling = [
    { id: 'rejected', name: rejectedRowCount === 0 ? '退回行' : `退回行（${rejectedRowCount}）` },
    { id: 'papers', name: '给程序员的文件' },
  ];
  const tabs = [
    { id: 'overview', name: '运行状况' },
    { id: 'setup', name: '登记内容' },
    { id: 'test', name: '与目录的对应' },
    { id: 'runs', name: '读取记录' },
    ...(canAct ? handling : []),
    { id: 'history', name: '办理经过' },
  ];
  const current = tabs.find(({ id }) => id === search.get('tab'))?.id ?? 'overview';
  const { sentence } = describeHealth(source, clockAt(now));
  return (
    <>
      <PageHeader
        title={title}
        crumbs={crumbs}
        state={<StateTag tone={sourceTones[source.state]}>{sourceStateNames[source.state]}</StateTag>}
        actions={hasRole(caller, ['operator']) && <SourceActions source={source} name={title} />}
      >
        {sentence}
      </PageHeader>
      <Tabs tabs={tabs} current={current} />
      <TabContent tab={current} view={view} source={source} canAct={canAct} isOwn={isOwn} />
    </>
  );
}

type TabProps = Pick<SourceViewProps, 'view' | 'source'> & {
  readonly tab: string;
  readonly canAct: boolean;
  readonly isOwn: boolean;
};

function TabContent({ tab, view, source, canAct, isOwn }: TabProps) {
  const { fields } = view.content;
  switch (tab) {
    case 'setup':
      return <SourceSetup source={source} fields={fields} isOwn={isOwn} canSetSecret={canAct} />;
    case 'test':
      return <SourceTestPanel source={source} canTest={canAct} />;
    case 'runs':
      return <SourceRuns source={source} />;
    case 'rejected':
      return <RejectedRows source={source} fields={fields} />;
    case 'papers':
      return <ProgrammerPapers dataset={source.dataset} channel={source.channel} isRegistered />;
    case 'history':
      return <SourceHistory source={source} />;
    default:
      return (
        <>
          <SourceOverview source={source} />
          {needsCall(source) && <PeopleToCall provider={source.department} />}
        </>
      );
  }
}
