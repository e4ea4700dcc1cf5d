import { skipToken, useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { z } from 'zod';
import { readDatasetRoute } from '../../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../../schemas/catalogue/views.ts';
import { readSourceRoute } from '../../../../../schemas/collection/sources/routes.ts';
import { type Source, SourceChannel } from '../../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames } from '../../../../../schemas/collection/sources/state-names.ts';
import { ApiProblem } from '../../../shared/api/api-errors.ts';
import { useApi, useRoute } from '../../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../../shared/caller.ts';
import { PageHeader } from '../../../shared/page-header.tsx';
import { EmptyState } from '../../../shared/states/empty-state.tsx';
import { QueryView } from '../../../shared/states/query-view.tsx';
import { DatabaseForm } from './database-form.tsx';
import { InterfaceForm } from './interface-form.tsx';

const Params = z.object({ dataset: z.string(), channel: SourceChannel });

/** Registers a source, or changes what is registered: in steps that can be left and returned to. */
export default function RegisterPage() {
  const params = Params.safeParse(useParams());
  if (!params.success)
    return (
      <>
        <PageHeader title="没有这种归集方式" crumbs={[{ title: '数据源', to: '/sources' }]} />
        <p>数据源只有服务接口和前置库两种，请从信息资源的“数据源”页登记。</p>
      </>
    );
  return <KnownDataset {...params.data} />;
}

function KnownDataset({ dataset, channel }: z.output<typeof Params>) {
  const entry = useRoute(readDatasetRoute, { params: { dataset } });
  return (
    <QueryView query={entry} what="信息资源">
      {(view) => <ForProvider view={view} channel={channel} />}
    </QueryView>
  );
}

type ForProviderProps = { readonly view: DatasetVersionView; readonly channel: SourceChannel };

function ForProvider({ view, channel }: ForProviderProps) {
  const { dataset, content, status } = view;
  const { name, provider } = content.metadata;
  const caller = useCaller();
  const isOwn = hasRole(caller, ['provider']) && caller.department.id === provider;
  const read = useRegistered({ dataset, channel, isOwn });
  const isNew = read.data === null;
  const header = (
    <PageHeader
      title={`${isNew ? '登记' : '修改'}${name}的${sourceChannelNames[channel]}`}
      crumbs={[
        { title: '数据源', to: '/sources' },
        { title: `${name}的${sourceChannelNames[channel]}`, to: `/sources/${dataset}/${channel}` },
      ]}
    >
      除注明选填外均须填写。填到一半可以离开，内容保存在这台电脑上。
    </PageHeader>
  );
  if (!isOwn || status !== 'published')
    return (
      <>
        {header}
        <EmptyState title="不能在这里登记">
          <p>
            {isOwn
              ? '目录发布以后才能登记数据源。请先完成目录的编制和审核。'
              : '数据源由信息资源的提供部门登记。请联系提供部门的程序员。'}
          </p>
        </EmptyState>
      </>
    );
  return (
    <>
      {header}
      <QueryView query={read} what="数据源">
        {(source) => <Form view={view} channel={channel} source={source} />}
      </QueryView>
    </>
  );
}

type Asked = { readonly dataset: string; readonly channel: SourceChannel; readonly isOwn: boolean };

/**
 * What was registered when the form was opened; `null` for nothing. Read once: a second reading, such as after a
 * refusal, would take the form away under the person's hands.
 */
function useRegistered({ dataset, channel, isOwn }: Asked) {
  const api = useApi();
  return useQuery<Source | null>({
    queryKey: ['register', dataset, channel],
    queryFn: isOwn
      ? async ({ signal }) => {
          try {
            return await api.call(readSourceRoute, { params: { dataset, channel } }, { signal });
          } catch (error) {
            if (error instanceof ApiProblem && error.problem.code === 'source-not-found') return null;
            throw error;
          }
        }
      : skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

function Form({ view, channel, source }: ForProviderProps & { readonly source: Source | null }) {
  return channel === 'interface' ? (
    <InterfaceForm view={view} source={source} />
  ) : (
    <DatabaseForm view={view} source={source} />
  );
}
