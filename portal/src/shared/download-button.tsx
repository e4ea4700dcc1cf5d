import { Button } from 'antd';
import type { Route } from '../../../schemas/kernel/route.ts';
import type { NamedFile, RouteRequest, RouteResult } from './api/api-client.ts';
import { saveFile } from './api/save-file.ts';
import { useApi } from './api/use-api.ts';
import { ProblemNotice } from './states/problem-notice.tsx';
import { useDownload } from './use-download.ts';

type FileRoute = Route & { readonly answer: { readonly status: 200; readonly file: string } };
type DownloadButtonProps<R extends FileRoute> = {
  readonly route: R;
  readonly request: RouteRequest<R>;
  readonly label: string;
  readonly isPrimary?: boolean;
};

const isNamedFile = (answer: unknown): answer is NamedFile =>
  typeof answer === 'object' && answer !== null && 'blob' in answer && 'name' in answer;

/** Fetches a file with the person's token and lets the browser save it; a refusal is shown beside the button. */
export function DownloadButton<R extends FileRoute>({ route, request, label, isPrimary }: DownloadButtonProps<R>) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const answer: RouteResult<R> = await api.call(route, request);
    if (isNamedFile(answer)) saveFile(answer);
  });
  return (
    <>
      <Button type={isPrimary === true ? 'primary' : 'default'} loading={isPending} onClick={start}>
        {label}
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
