import { Button } from 'antd';
import type { DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import { explainOmissions } from '../../../schemas/collection/omitted-content.ts';
import { downloadAnnotatedRoute } from '../../../schemas/collection/routes.ts';
import { useApi } from '../shared/api/use-api.ts';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';
import { useDownload } from '../shared/use-download.ts';

/** The officer's workbook with the faults marked in it: all rows, or only the failed ones. */
export function DeliveryFiles({ delivery }: { readonly delivery: DeliveryReceipt }) {
  if (delivery.annotated === 'none') return null;
  if (delivery.annotated !== 'ready')
    return (
      <section className="panel">
        <h2>批注文件</h2>
        <p>
          {delivery.annotated === 'pending'
            ? '批注文件正在生成，稍候刷新本页即可下载。'
            : '批注文件没有生成，请按问题清单逐项改正。'}
        </p>
      </section>
    );
  return (
    <section className="panel">
      <h2>批注文件</h2>
      <p>您报送的文件，问题单元格已着色并加批注。改正后可直接再次报送。</p>
      <div className="actions">
        <AnnotatedButton delivery={delivery.id} rows="failed" label="下载退回的行" />
        <AnnotatedButton delivery={delivery.id} rows="all" label="下载完整文件" />
      </div>
      {delivery.omitted !== undefined && <p className="soft">{explainOmissions(delivery.omitted)}</p>}
    </section>
  );
}

type AnnotatedButtonProps = { readonly delivery: string; readonly rows: 'all' | 'failed'; readonly label: string };

/** The platform answers with an address that is valid for minutes: it is asked for when it is needed. */
export function AnnotatedButton({ delivery, rows, label }: AnnotatedButtonProps) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const { url } = await api.call(downloadAnnotatedRoute, { params: { delivery }, query: { rows } });
    location.assign(url);
  });
  return (
    <>
      <Button loading={isPending} onClick={start}>
        {label}
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
