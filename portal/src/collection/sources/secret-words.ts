const labels: Readonly<Record<string, string>> = {
  user: '数据库账号',
  username: '账号',
  password: '密码',
  token: '令牌',
  key: '密钥',
  clientId: '客户端编号（clientId）',
  clientSecret: '客户端密钥（clientSecret）',
  appKey: '应用标识（appKey）',
  secret: '签名密钥（secret）',
};

/** What officers call a part of a secret; a part with a name of the department's own keeps it. */
export const secretPartLabel = (name: string): string => labels[name] ?? name;

/** The address of what a secret is bound to, without the kind of authentication before it. */
export const addressOfBinding = (binding: string): string => binding.slice(binding.indexOf(' ') + 1);
