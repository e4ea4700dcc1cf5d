import type { DispatchOutcome, DispatchState, DispatchWay } from './notice-dispatch.ts';

export const dispatchWayNames = { mail: '邮件', webhook: '推送' } as const satisfies Record<DispatchWay, string>;

export const dispatchStateNames = {
  waiting: '等待发送',
  sent: '已送达',
  failed: '没有送达',
  dropped: '不再发送',
} as const satisfies Record<DispatchState, string>;

/** `{status}` is the status of HTTP or SMTP. */
// prettier-ignore
export const dispatchOutcomePhrases = {
  accepted: '对方已收下。',
  'address-not-listed': '推送地址不在平台许可访问的范围内，没有连接。请核对地址，或由市政府信息中心把它加入许可清单。',
  'address-forbidden': '推送地址属于本机、链路本地或云元数据等禁止访问的网段，没有连接。请改用政务外网中的正式地址。',
  'name-not-found': '推送地址的域名解析不到。请核对域名。',
  'not-reachable': '连接不上推送地址。请检查接收系统是否启动、端口和防火墙是否放行。',
  'certificate-not-trusted': '接收系统的服务器证书没有通过验证，没有发送任何内容。请更换证书。',
  'timed-out': '接收系统在 10 秒内没有答复。请先收下再处理，尽快答复 2xx。',
  'connection-lost': '连接中断，不知道接收系统是否收下。',
  'redirect-refused': '接收系统要求跳转到别处，平台不跟随跳转。请登记最终的地址。',
  'http-status': '接收系统答复 HTTP {status}，没有收下。请检查接收系统的日志。',
  'mail-refused': '邮件服务没有收下这封邮件（SMTP {status}）。请核对邮箱地址。',
  'mail-not-reachable': '连接不上邮件服务。请由市政府信息中心检查。',
  'mail-not-set-up': '平台没有配置邮件服务，没有发送。请联系市政府信息中心。',
  'secret-missing': '推送的签名密钥读不到，没有发送。请重新生成密钥。',
  'switched-off': '发送以前这种通知方式已经停用。',
  'notice-gone': '这条消息已经过期，没有发送。',
  'not-sent': '平台处理时出错，没有发送。请联系市政府信息中心。',
} as const satisfies Record<DispatchOutcome, string>;
