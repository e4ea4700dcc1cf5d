/** Where a stage's tokens come from, as its OpenID provider says (OpenID Connect Discovery 1.0). */
export type IdentityAddresses = {
  readonly issuer: string;
  readonly scope: string;
  /** Absent while the provider does not answer. */
  readonly endpoints?: { readonly tokenUrl: string; readonly authorizationUrl: string };
};

/** Of the document in the repository, which belongs to no stage: `.invalid` is nobody's (RFC 2606). */
export const placeholderIdentity: IdentityAddresses = {
  issuer: 'https://identity.invalid',
  scope: 'api',
  endpoints: {
    tokenUrl: 'https://identity.invalid/token',
    authorizationUrl: 'https://identity.invalid/authorize',
  },
};

/** A token is had by OAuth 2.0, and sent as any bearer token. */
export function buildSecuritySchemes({
  issuer,
  scope,
  endpoints,
}: IdentityAddresses): Readonly<Record<string, unknown>> {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const token = {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: `统一身份认证签发的访问令牌（OpenID Connect），放在 Authorization 请求头中。签发者的地址见 ${discovery}。`,
  };
  if (endpoints === undefined) return { token };
  const { tokenUrl, authorizationUrl } = endpoints;
  const scopes = { [scope]: '调用本平台的接口' };
  const oauth2 = {
    type: 'oauth2',
    description: [
      '向统一身份认证换取令牌（RFC 6749）：部门系统用客户端凭据（client_credentials），人员用授权码和 PKCE（authorization_code）。',
      issuer === placeholderIdentity.issuer
        ? '代码库中的文档不属于任何一个环境，这里的地址是占位的；实际地址见平台自己给出的文档（/api/v1/openapi.json）。'
        : '',
    ].join(''),
    flows: {
      clientCredentials: { tokenUrl, scopes },
      authorizationCode: { authorizationUrl, tokenUrl, scopes },
    },
  };
  return { token, oauth2 };
}

/** Any one of them suffices. */
export function buildSecurity({ scope, endpoints }: IdentityAddresses): Readonly<Record<string, readonly string[]>>[] {
  return endpoints === undefined ? [{ token: [] }] : [{ oauth2: [scope] }, { token: [] }];
}
