import { ownValue } from '../../kernel/own-value.ts';
const sentences: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    '没有找到 AWS 凭据。请先登录（例如 aws sso login），或设置 AWS_PROFILE 或 AWS_ACCESS_KEY_ID 等环境变量。',
  ExpiredToken: 'AWS 凭据已过期。请重新登录后再执行。',
  ExpiredTokenException: 'AWS 凭据已过期。请重新登录后再执行。',
  UnrecognizedClientException: 'AWS 不认可这组凭据。请核对凭据和区域（环境变量 AWS_REGION）。',
  InvalidClientTokenId: 'AWS 不认可这组凭据。请核对凭据和区域（环境变量 AWS_REGION）。',
  AccessDenied: '这组 AWS 凭据没有所需的权限。请由云平台管理员授权，所需权限见部署说明。',
  AccessDeniedException: '这组 AWS 凭据没有所需的权限。请由云平台管理员授权，所需权限见部署说明。',
  ResourceNotFoundException: '这个环境缺少所需的表。请确认它已由本版本完整部署。',
};

/** Explains an error of the AWS SDK in Chinese; `null` for any other. */
export function explainAwsError(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (/Region is missing/i.test(error.message))
    return '没有写明 AWS 区域。请设置环境变量 AWS_REGION，例如 cn-north-1。';
  if ('code' in error && error.code === 'ECONNREFUSED')
    return '连接不上这个环境的服务。本机系统请先用 npm start 启动，并使用它新写出的设置文件。';
  return ownValue(sentences, error.name) ?? null;
}
