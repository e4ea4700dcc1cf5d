import { Button } from 'antd';
import { useState } from 'react';
import type { Route } from '../../../schemas/kernel/route.ts';
import type { NamedFile, RouteRequest, RouteResult } from './api/api-client.ts';
import { saveFile } from './api/save-file.ts';
import { useApi } from './api/use-api.ts';
import { ProblemNotice } from './states/problem-notice.tsx';

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
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const download = async (): Promise<void> => {
    setLoading(true);
    setError(null);
    try {
      const answer: RouteResult<R> = await api.call(route, request);
      if (isNamedFile(answer)) saveFile(answer);
    } catch (cause) {
      setError(cause);
    } finally {
      setLoading(false);
    }
  };
  return (
    <>
      <Button type={isPrimary === true ? 'primary' : 'default'} loading={loading} onClick={() => void download()}>
        {label}
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
