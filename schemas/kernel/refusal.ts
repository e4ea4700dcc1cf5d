/** The status is HTTP's (RFC 9110). Facts fill `{name}`, never with personal data. */
export type RefusalPhrase = { readonly status: number; readonly title: string; readonly detail: string };
export type RefusalPhrases = Readonly<Record<string, RefusalPhrase>>;

/** Every route may refuse with these. */
// prettier-ignore
export const kernelRefusals = {
  'not-signed-in': { status: 401, title: '尚未登录', detail: '请求没有携带有效的访问令牌。请重新登录或重新获取令牌后再试。' },
  'account-unknown': { status: 403, title: '账号尚未登记', detail: '您已登录，但该账号尚未在平台登记到部门。请联系市政府信息中心登记后再使用。' },
  'account-inactive': { status: 403, title: '账号已停用', detail: '该账号在平台的登记已停用。如仍需使用，请联系市政府信息中心恢复。' },
  'identity-unavailable': { status: 503, title: '身份服务暂不可用', detail: '平台暂时无法核验访问令牌，您的请求没有被处理。请稍后重试；如持续出现，请联系市政府信息中心。' },
  'not-allowed': { status: 403, title: '没有权限', detail: '您的账号没有使用此功能的权限。如工作需要，请联系市政府信息中心调整。' },
  'route-not-found': { status: 404, title: '地址不存在', detail: '没有这个接口地址。请对照接口说明（/api/v1/docs）检查路径和方法。' },
  'input-not-valid': { status: 400, title: '请求内容不符合要求', detail: '请求中有 {count} 处不符合接口说明，请按 errors 中逐项列出的位置修改后重新提交。' },
  'body-not-json': { status: 400, title: '请求体不是有效的 JSON', detail: '请求体无法按 JSON 解析。请检查括号、引号和编码（UTF-8）后重新提交。' },
  'body-too-large': { status: 413, title: '请求体过大', detail: '请求体超过 {limit} 字节的上限。请减少一次提交的内容，数据文件请走上传地址。' },
  'idempotency-key-reused': { status: 422, title: '幂等键已用于另一个请求', detail: '这个 Idempotency-Key 已用于内容不同的请求。请为新请求换一个新的幂等键。' },
  'request-in-progress': { status: 409, title: '同一请求正在处理', detail: '携带同一 Idempotency-Key 的请求正在处理。请稍候再次查询或重试。' },
  'cursor-not-valid': { status: 400, title: '翻页标记无效', detail: '翻页标记 cursor 无法识别。请从第一页重新开始查询。' },
  'changed-meanwhile': { status: 409, title: '内容已被他人更新', detail: '在您操作期间，这条内容已被更新。请刷新后确认再操作。' },
  'internal-error': { status: 500, title: '系统处理出错', detail: '系统处理时出错，您的数据没有丢失。请稍后重试；如仍不行，请把请求编号告诉市政府信息中心。' },
} as const satisfies RefusalPhrases;
export type KernelRefusalCode = keyof typeof kernelRefusals;

export type Refused<Code extends string = string> = {
  readonly kind: 'refusal';
  readonly refused: Code;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Pointers (RFC 6901) point into the input. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

/** `facts` fill the blanks of the sentence. */
export function refused<const Code extends string>(
  code: Code,
  facts: Refused['facts'] = {},
  errors?: Refused['errors'],
): Refused<Code> {
  return errors === undefined
    ? { kind: 'refusal', refused: code, facts }
    : { kind: 'refusal', refused: code, facts, errors };
}

/** Decides by `kind` alone; checks neither code nor facts. */
export function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'refusal';
}
