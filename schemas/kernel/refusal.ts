/** The status is HTTP's (RFC 9110). Facts fill `{name}`, never with personal data. */
export type RefusalPhrase = { readonly status: number; readonly title: string; readonly detail: string };
export type RefusalPhrases = Readonly<Record<string, RefusalPhrase>>;

/** Every route may refuse with these. */
// prettier-ignore
export const kernelRefusals = {
  'not-signed-in': { status: 401, title: '尚未登录', detail: '请求没有携带有效的访问令牌。请重新登录或重新获取令牌后再试。' },
  'scope-missing': { status: 403, title: '令牌没有所需的权限范围', detail: '访问令牌有效，但其中没有调用本平台接口的权限范围（scope）。请在获取令牌时申请接口说明中写明的权限范围，再重试。' },
  'account-unknown': { status: 403, title: '账号尚未登记', detail: '您已登录，但该账号尚未在平台登记到部门。请联系市政府信息中心登记后再使用。' },
  'account-inactive': { status: 403, title: '账号已停用', detail: '该账号在平台的登记已停用。如仍需使用，请联系市政府信息中心恢复。' },
  'identity-unavailable': { status: 503, title: '身份服务暂不可用', detail: '平台暂时无法核验访问令牌，您的请求没有被处理。请稍后重试；如持续出现，请联系市政府信息中心。' },
  'not-allowed': { status: 403, title: '没有权限', detail: '您的账号没有使用此功能的权限。如工作需要，请联系市政府信息中心调整。' },
  'route-not-found': { status: 404, title: '地址不存在', detail: '没有这个接口地址。请对照接口说明（/api/v1/docs）检查路径和方法。' },
  'address-not-valid': { status: 400, title: '地址不完整', detail: '地址中百分号（%）后的编码不是 UTF-8 文字。请检查地址是否复制完整，或按 UTF-8 重新编码后再试。' },
  'request-not-understood': { status: 400, title: '请求无法识别', detail: '收到的内容不符合 HTTP/1.1：方法、版本或请求头有误。请检查发出请求的程序后再试。' },
  'headers-too-large': { status: 431, title: '请求头过大', detail: '地址和请求头合计超过 16 KB。请去掉多余的请求头，较长的内容请放在请求体中。' },
  'input-not-valid': { status: 400, title: '请求内容不符合要求', detail: '请求中有 {count} 处不符合接口说明，请按 errors 中逐项列出的位置修改后重新提交。' },
  'body-not-json': { status: 400, title: '请求体不是有效的 JSON', detail: '请求体无法按 JSON 解析。请检查括号、引号和编码（UTF-8），以及同一对象中有无重复的字段名，改正后重新提交。' },
  'body-too-large': { status: 413, title: '请求体过大', detail: '请求体超过 {limit} 字节的上限。请减少一次提交的内容，数据文件请走上传地址。' },
  'response-too-large': { status: 422, title: '结果过大，无法一次返回', detail: '这次的结果超过 {limit} MB，平台无法一次返回。请减少每页条数（limit）或缩小查询条件后再试；下载文件时出现此提示，请联系市政府信息中心。' },
  'idempotency-key-reused': { status: 422, title: '幂等键已用于另一个请求', detail: '这个 Idempotency-Key 已用于内容不同的请求。请为新请求换一个新的幂等键。' },
  'request-in-progress': { status: 409, title: '同一请求正在处理', detail: '携带同一 Idempotency-Key 的请求正在处理。请稍候再次查询或重试。' },
  'cursor-not-valid': { status: 400, title: '翻页标记无效', detail: '翻页标记 cursor 无法识别。请从第一页重新开始查询。' },
  'changed-meanwhile': { status: 409, title: '内容已被他人更新', detail: '在您操作期间，这条内容已被更新。请刷新后确认再操作。' },
  'service-busy': { status: 503, title: '平台繁忙', detail: '当前访问量过大，平台暂时无法处理完这个请求。请等待 10 秒后再试；提交类请求请沿用原来的 Idempotency-Key，以免重复提交。' },
  'internal-error': { status: 500, title: '系统处理出错', detail: '系统处理时出错，您的数据没有丢失。请稍后重试；如仍不行，请把请求编号告诉市政府信息中心。' },
} as const satisfies RefusalPhrases;
/** Where two people are asked, a system for which nobody answers is nobody. */
// prettier-ignore
export const approverNotAPerson: RefusalPhrase = { status: 403, title: '须由人员办理', detail: '这个系统账号没有登记负责人，不知道是谁在办理。请用人员账号办理，或请市政府信息中心为这个系统账号登记负责人。' };
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
