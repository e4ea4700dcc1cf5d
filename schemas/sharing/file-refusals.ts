import type { RefusalPhrases } from '../kernel/refusal.ts';
import type { FileFailure } from './grant-file.ts';

/** Of files under a grant, besides those of each use (`useRefusals`). */
// prettier-ignore
export const fileRefusals = {
  'file-not-found': { status: 404, title: '没有这个文件', detail: '这个授权没有这个编号的文件，或它已超过 30 天不再列出。请在授权的文件列表中核对编号。' },
  'too-many-files': { status: 429, title: '一天内的文件过多', detail: '这个授权在 24 小时内已制作 {limit} 个文件，不能再制作。请取用已制作的文件，或过后再试。' },
  'file-above-quota': { status: 422, title: '文件超过每日条数', detail: '文件有 {rows} 条，超过授权每日给出的 {limit} 条，制作后也不能取得。请申请增加每日条数，或申请范围较小的授权。' },
  'file-too-large': { status: 422, title: '文件过大', detail: '数据共 {rows} 条，超过这种格式最多的 {limit} 条。请改用其他格式（NDJSON、CSV 最多 200 万条），或申请范围较小的授权、改用变更推送。' },
  'file-not-ready': { status: 409, title: '文件还在制作', detail: '这个文件还没有制作完成。请稍候查看状态，制作完成后再取。' },
  'file-failed': { status: 409, title: '文件没有制作成功', detail: '这个文件没有制作成功，原因见文件的详情。请按原因处理后重新制作。' },
  'file-expired': { status: 410, title: '文件已过期', detail: '这个文件已超过可以取用的时间（制作完成后 24 小时）。请重新制作。' },
  'file-fetched': { status: 410, title: '文件已被取用', detail: '这个文件的下载地址已经给出过一次，不能再次给出。如果下载没有完成，请重新制作一个文件。' },
} as const satisfies RefusalPhrases;

/** Why a file was not made, and what to do. */
// prettier-ignore
export const fileFailureDetails = {
  'file-above-quota': '符合授权范围的数据超过授权每日给出的条数，没有制作。请申请增加每日条数，或申请范围较小的授权。',
  'file-too-large': '数据超过这种格式的上限（Excel 最多 1048575 条，其他格式最多 200 万条，文件最大 3 GB），没有制作。请改用其他格式，或申请范围较小的授权。',
  'grant-revoked': '制作期间授权已被终止，文件没有给出。原因见授权的详情。',
  'grant-expired': '制作期间授权已到期，文件没有给出。如仍需要，请重新申请。',
  'grant-suspended': '制作期间授权已暂停使用，文件没有给出。请等待信息中心恢复后重新制作。',
  'grant-superseded': '制作期间信息资源发布了不兼容的新版本，文件没有给出。请按新版本重新申请。',
  'dataset-not-shared': '制作期间信息资源已从目录中撤下，文件没有给出。请在目录中查找可替代的信息资源。',
  'file-not-made': '系统没有能制作出这个文件，您的用量没有减少。请重新制作；如仍不成功，请把文件编号告诉市政府信息中心。',
} as const satisfies Record<FileFailure, string>;
