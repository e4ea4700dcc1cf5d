import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { downloadTemplateRoute } from '../../../../schemas/collection/routes.ts';
import { readDatasetStateRoute } from '../../../../schemas/records/routes.ts';
import { saveFile } from '../../shared/api/save-file.ts';
import { useApi, useRoute } from '../../shared/api/use-api.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { UploadSteps } from './upload-steps.tsx';
import { useCatalogue } from './use-catalogue.ts';

/** One page, four steps: choose, check on this machine, send, receipt. The address keeps the delivery. */
export default function UploadPage() {
  const { dataset = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const catalogue = useCatalogue(dataset);
  const state = useRoute(readDatasetStateRoute, { params: { dataset } });
  const template = useTemplate(dataset);
  const delivery = search.get('delivery');
  const name = catalogue.data?.versions.at(-1)?.content.metadata.name ?? dataset;
  const follow = (id: string | null) => setSearch(id === null ? {} : { delivery: id });
  return (
    <>
      <PageHeader
        title="报送数据"
        crumbs={[
          { title: '信息资源', to: '/datasets' },
          { title: name, to: `/datasets/${dataset}` },
        ]}
        actions={
          <Button loading={template.isPending} onClick={() => template.mutate()}>
            下载模板
          </Button>
        }
      >
        {name}：在模板中填好数据，在这里检查后报送。
      </PageHeader>
      {template.error !== null && <ProblemNotice error={template.error} />}
      <QueryView query={catalogue} what="信息资源">
        {(rules) => (
          <QueryView query={state} what="平台现有的数据">
            {({ records }) => (
              <UploadSteps dataset={dataset} catalogue={rules} held={records} delivery={delivery} follow={follow} />
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function useTemplate(dataset: string) {
  const api = useApi();
  return useMutation({
    mutationFn: async () => saveFile(await api.call(downloadTemplateRoute, { params: { dataset } })),
  });
}
