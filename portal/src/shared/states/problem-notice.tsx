import { Alert, Button, Typography } from 'antd';
import { ApiProblem, NotReachable, SessionEnded, UnexpectedAnswer } from '../api/api-errors.ts';
import { AskLink } from '../ask-link.tsx';

type Notice = {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  readonly requestId: string | null;
};

/** The API's own words where it spoke; ours only where it could not. */
export function describeProblem(error: unknown): Notice {
  if (error instanceof ApiProblem) {
    const { title, detail, errors = [], requestId } = error.problem;
    return { title, detail, errors, requestId };
  }
  if (error instanceof NotReachable)
    return {
      title: '暂时连不上平台',
      detail: '网络可能已断开，或平台没有及时应答。您填写的内容没有丢失，请检查网络后重试。',
      errors: [],
      requestId: null,
    };
  if (error instanceof SessionEnded)
    return {
      title: '登录已过期',
      detail: '请重新登录，登录后回到本页；您填写的内容仍保留在这台电脑上。',
      errors: [],
      requestId: null,
    };
  return {
    title: '平台的应答无法识别',
    detail: '平台可能刚刚更新。请刷新本页后再试；如仍不行，请把请求编号告诉市政府信息中心。',
    errors: [],
    requestId: error instanceof UnexpectedAnswer ? error.requestId : null,
  };
}

/** Says what is wrong, what was not lost and what to do, with the request id to copy. */
export function ProblemNotice({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { title, detail, errors, requestId } = describeProblem(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          <p className="notice-text">{detail}</p>
          {errors.length > 0 && (
            <ul>
              {errors.map(({ pointer, detail: what }) => (
                <li key={pointer + what}>
                  <code>{pointer}</code> {what}
                </li>
              ))}
            </ul>
          )}
          {requestId !== null && (
            <p className="notice-text">
              请求编号{' '}
              <Typography.Text code copyable={{ text: requestId, tooltips: ['复制', '已复制'] }}>
                {requestId}
              </Typography.Text>{' '}
              <AskLink requestId={requestId}>就此提问</AskLink>
            </p>
          )}
        </>
      }
      {...(retry === undefined ? {} : { action: <Button onClick={retry}>重试</Button> })}
    />
  );
}
