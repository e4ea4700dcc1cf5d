import { z } from 'zod';

/** `unchecked`: no status list available; `copy-expired`: a copy (加注件) past its term; `unreadable`: not our file. */
export const Validity = z.enum([
  'valid',
  'not-yet-valid',
  'expired',
  'superseded',
  'withheld',
  'transferred-out',
  'rescinded',
  'annulled',
  'revoked',
  'lapsed',
  'other',
  'altered',
  'unknown-issuer',
  'unknown',
  'unchecked',
  'copy-expired',
  'unreadable',
]);
export type Validity = z.infer<typeof Validity>;

/** `{name}` is the type's name, other placeholders are days. */
// prettier-ignore
export const validityPhrases = {
  valid: { title: '有效', detail: '这份{name}是真实的，今天（{today}）有效。', good: true },
  'not-yet-valid': { title: '尚未生效', detail: '这份{name}是真实的，但要到{effective}才开始生效，今天还不能作为凭证使用。', good: false },
  expired: { title: '已过期', detail: '这份{name}是真实的，但有效期已于{expiring}届满，不能再作为凭证使用。', good: false },
  superseded: { title: '已有新版本', detail: '这份{name}已被新的版本代替，请持证人出示新版本。', good: false },
  withheld: { title: '暂扣', detail: '这份{name}目前被颁证机关暂扣，暂扣期间不能作为凭证使用。', good: false },
  'transferred-out': { title: '办理转出', detail: '这份{name}正在办理转出，请向颁证机关核实转入地的情况。', good: false },
  rescinded: { title: '已撤销', detail: '这份{name}已被颁证机关撤销{since}，不能作为凭证使用。', good: false },
  annulled: { title: '已注销', detail: '这份{name}已注销{since}，不能作为凭证使用。', good: false },
  revoked: { title: '已吊销', detail: '这份{name}已被颁证机关吊销{since}，不能作为凭证使用。', good: false },
  lapsed: { title: '已失效', detail: '这份{name}已失效{since}，不能作为凭证使用。', good: false },
  other: { title: '状态特殊', detail: '这份{name}的状态为“其他”{since}，请向颁证机关核实后再使用。', good: false },
  altered: { title: '内容被改动', detail: '这份证照文件的内容在颁发后被改动过，不能采信；请让持证人重新出示原件。', good: false },
  'unknown-issuer': { title: '签发者不明', detail: '这份证照不是由本平台登记的密钥签发的，不能采信；请向颁证机关核实。', good: false },
  unknown: { title: '查无此证', detail: '没有查到这份证照，或者核验码不对；请检查扫描的二维码是否完整，或向颁证机关核实。', good: false },
  unchecked: { title: '真实，状态未核对', detail: '这份{name}的签名是真实的，但手边没有它的状态清单，无法确认现在是否仍然有效；请联网后再核验一次。', good: false },
  'copy-expired': { title: '加注件已过期', detail: '这份{name}的加注件是真实的，但它的使用期限已于{copyExpires}届满，请重新取用。', good: false },
  unreadable: { title: '无法核验', detail: '这个文件不是本平台颁发的证照文件，或者已经损坏、被其他程序另存过；请使用下载得到的原始 PDF、OFD 或 JSON 文件。', good: false },
} as const satisfies Record<Validity, { title: string; detail: string; good: boolean }>;
