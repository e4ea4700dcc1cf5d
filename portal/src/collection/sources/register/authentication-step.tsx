import type { InterfaceStepProps } from './address-step.tsx';
import type { AuthenticationDraft } from './authentication-draft.ts';
import { PairsRow, SelectRow, TextRow } from './form-rows.tsx';

const at = '/body/declaration/authentication';
const kinds = [
  ['none', '不需要认证'],
  ['basic', '账号和密码（HTTP Basic）'],
  ['bearer', '固定令牌（Bearer）'],
  ['api-key', '密钥，放在请求头或查询参数中'],
  ['oauth2', 'OAuth 2.0 客户端凭据'],
  ['signature', '对每次调用签名'],
  ['placeholders', '其他：凭据写在请求的指定位置'],
] as const;

type KindProps = {
  readonly draft: AuthenticationDraft;
  readonly set: (changes: Partial<AuthenticationDraft>) => void;
};

/** How the service knows the platform; what with is asked later, in the form of the secret. */
export function AuthenticationStep({ draft: { authentication }, set: setDraft }: InterfaceStepProps) {
  const set = (changes: Partial<AuthenticationDraft>): void =>
    setDraft({ authentication: { ...authentication, ...changes } });
  const { kind } = authentication;
  return (
    <>
      <p>这里只说明认证方式。账号、密码、令牌和密钥在登记以后单独填写，加密保存，不再显示。</p>
      <SelectRow
        pointer={`${at}/kind`}
        label="认证方式"
        value={kind}
        options={kinds}
        change={(value) => set({ kind: value })}
      />
      {kind === 'api-key' && <KeyRows draft={authentication} set={set} />}
      {kind === 'oauth2' && <TokenRows draft={authentication} set={set} />}
      {kind === 'signature' && <SignatureRows draft={authentication} set={set} />}
      {kind === 'placeholders' && (
        <TextRow
          pointer={`${at}/parts`}
          label="凭据的各部分"
          hint="英文名称，用顿号隔开，例如 userId、password。在地址一步的查询参数、请求头或正文中，把值写成 {{userId}}。"
          value={authentication.parts}
          change={(parts) => set({ parts })}
        />
      )}
    </>
  );
}

function KeyRows({ draft, set }: KindProps) {
  return (
    <>
      <SelectRow
        pointer={`${at}/in`}
        label="密钥的位置"
        value={draft.in}
        options={[
          ['header', '请求头'],
          ['query', '查询参数'],
        ]}
        change={(value) => set({ in: value })}
      />
      <TextRow
        pointer={`${at}/name`}
        label="请求头或查询参数的名称"
        hint="只写名称，例如 X-Api-Key。"
        value={draft.name}
        change={(name) => set({ name })}
      />
    </>
  );
}

function TokenRows({ draft, set }: KindProps) {
  return (
    <>
      <TextRow
        pointer={`${at}/tokenUrl`}
        label="取得令牌的地址"
        placeholder="https://"
        value={draft.tokenUrl}
        change={(tokenUrl) => set({ tokenUrl })}
      />
      <TextRow
        pointer={`${at}/scope`}
        label="权限范围（选填）"
        hint="即 scope。"
        value={draft.scope}
        change={(scope) => set({ scope })}
      />
      <SelectRow
        pointer={`${at}/clientIn`}
        label="客户端凭据的位置"
        value={draft.clientIn}
        options={[
          ['header', '请求头'],
          ['body', '正文'],
        ]}
        change={(clientIn) => set({ clientIn })}
      />
    </>
  );
}

function SignatureRows({ draft, set }: KindProps) {
  return (
    <>
      <SelectRow
        pointer={`${at}/algorithm`}
        label="签名算法"
        value={draft.algorithm}
        options={[
          ['hmac-sha256', 'HMAC-SHA256'],
          ['hmac-sm3', 'HMAC-SM3'],
          ['sm3', 'SM3'],
        ]}
        change={(algorithm) => set({ algorithm })}
      />
      <TextRow
        pointer={`${at}/text`}
        label="待签名的文字"
        kind="long"
        hint="占位：{{appKey}}、{{timestamp}}（毫秒）、{{nonce}}、{{method}}、{{path}}、{{query}}、{{body}}、{{bodyHash}}；SM3 另有 {{secret}}。"
        value={draft.text}
        change={(text) => set({ text })}
      />
      <SelectRow
        pointer={`${at}/encoding`}
        label="签名的写法"
        value={draft.encoding}
        options={[
          ['hex', '十六进制'],
          ['base64', 'Base64'],
        ]}
        change={(encoding) => set({ encoding })}
      />
      <PairsRow
        pointer={`${at}/headers`}
        label="签名的请求头"
        what="请求头"
        hint="值中用上面的占位，另有 {{signature}}。"
        value={draft.headers}
        change={(headers) => set({ headers })}
      />
    </>
  );
}
