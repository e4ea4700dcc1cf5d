import { Button } from 'antd';
import { readGrantDocumentRoute } from '../../../../schemas/sharing/document-routes.ts';
import { saveFile } from '../../shared/api/save-file.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDownload } from '../../shared/use-download.ts';

/** Saves the signed terms of a grant, for the archive of either party or its data-space connector. */
export function DocumentButton({ grant }: { readonly grant: string }) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const signed = await api.call(readGrantDocumentRoute, { params: { grant } });
    const blob = new Blob([JSON.stringify(signed, null, 2)], { type: 'application/json' });
    saveFile({ blob, name: `授权书-${grant}.json` });
  });
  return (
    <div className="actions">
      <Button loading={isPending} onClick={start}>
        下载授权书
      </Button>
      <span className="soft">经签名的授权内容（JSON，含 ODRL 2.2 表述），可用平台公布的公钥核验。</span>
      {error !== null && <ProblemNotice error={error} />}
    </div>
  );
}
