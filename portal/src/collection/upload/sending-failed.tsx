import { Alert, Button } from 'antd';
import { StoreRefused } from '../../shared/send-to-store.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { StepTitle } from './step-title.tsx';

type SendingFailedProps = {
  readonly error: Error;
  readonly retry: () => void;
  readonly again: () => void;
  /** What `again` does. */
  readonly againLabel?: string;
};

/** Says what was not lost, and how to go on. */
export function SendingFailed({ error, retry, again, againLabel = '换一个文件' }: SendingFailedProps) {
  return (
    <section className="panel" aria-labelledby="failed-title">
      <StepTitle id="failed-title">文件没有送完</StepTitle>
      <Why error={error} />
      <p className="upload-actions">
        <Button type="primary" onClick={retry}>
          继续报送
        </Button>
        <Button onClick={again}>{againLabel}</Button>
      </p>
    </section>
  );
}

function Why({ error }: { readonly error: Error }) {
  if (error.name === 'AbortError')
    return <Alert type="info" showIcon title="您停止了报送" description="平台没有收到这个文件，已有的数据不变。" />;
  if (error instanceof StoreRefused)
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title="存储没有收下这个文件"
        description="上传地址可能已过期，或文件在报送期间被改动过。平台已有的数据不变。请点“继续报送”；文件改动过的，请换成改好的文件重新检查。"
      />
    );
  return <ProblemNotice error={error} />;
}
