import {
  ApiRefused,
  NotReachable,
  SignInRefused,
  UnexpectedAnswer,
  UploadRefused,
} from '../adapters/api/api-errors.ts';
import { ownValue } from '../kernel/own-value.ts';
import { explainAwsError } from './admin/explain-aws-error.ts';
import { CommandRefused, UsageError } from './command.ts';

const uploadMessages: Readonly<Record<string, string>> = {
  EntityTooLarge: '文件在登记之后变大了，上传被拒绝。请保存并关闭该文件，然后重新执行。',
  EntityTooSmall: '文件在登记之后变小了，上传被拒绝。请保存并关闭该文件，然后重新执行。',
  AccessDenied: '上传地址已过期或已用过。请重新执行，以取得新的上传地址。',
};

/** Explains an error and the next step in Chinese; `null` for unexpected errors. */
export function explainError(error: unknown): string | null {
  if (error instanceof UsageError || error instanceof CommandRefused) return error.message;
  if (error instanceof ApiRefused) {
    const { title, detail, errors = [], requestId } = error.problem;
    return [
      `${title}：${detail}`,
      ...errors.map((fault) => `  ${fault.pointer}：${fault.detail}`),
      `请求编号：${requestId}`,
    ].join('\n');
  }
  if (error instanceof NotReachable)
    return `连接不上 ${error.address}。请确认系统已启动、网络可用，并检查地址（--url 或环境变量 GUIJI_URL）是否正确。`;
  if (error instanceof UnexpectedAnswer)
    return (
      `${error.address} 的回答不是本平台的格式（HTTP ${error.status}）。` +
      '请检查地址（--url、GUIJI_URL、GUIJI_ISSUER）是否正确；地址无误的，请稍后重试。'
    );
  if (error instanceof SignInRefused) {
    return error.reason === 'invalid_client'
      ? '身份服务不认可这个系统账号或密钥。请核对环境变量 GUIJI_CLIENT_ID 和 GUIJI_CLIENT_SECRET。'
      : `身份服务没有发给令牌（${error.reason}）。` +
          '请核对环境变量 GUIJI_ISSUER、GUIJI_SCOPE 和 GUIJI_AUDIENCE，或联系市政府信息中心。';
  }
  if (error instanceof UploadRefused)
    return (
      ownValue(uploadMessages, error.code) ??
      `存储服务没有接收文件（${`HTTP ${error.status} ${error.code}`.trim()}）。请重新执行；如仍不行，请联系市政府信息中心。`
    );
  return explainAwsError(error);
}
