import type { RefusalPhrases } from '../kernel/refusal.ts';

/** Why the content of an uploaded paper is not taken. */
// prettier-ignore
export const fileFaults = {
  'paper-empty': { status: 422, title: '文件是空的', detail: '这个文件没有内容，没有存档。请打开文件确认内容后重新选择。' },
  'paper-format-not-accepted': { status: 415, title: '不接受这种文件', detail: '按内容判断，这个文件不是 PDF、Word、Excel、PNG 或 JPEG，没有存档。请另存为其中一种格式后重新上传。' },
  'paper-damaged': { status: 422, title: '文件已损坏', detail: '这个文件不完整，或内部结构有错误，没有存档。请在原来的软件中打开，另存一份后重新上传。' },
  'paper-encrypted': { status: 422, title: '文件有密码', detail: '这个文件设了密码或权限限制，平台不能检查内容，没有存档。请去掉密码后重新上传。' },
  'paper-with-macros': { status: 422, title: '文件含有宏', detail: '这个文件含有宏或脚本，没有存档。请另存为不含宏的文件（.docx、.xlsx 或 PDF）后重新上传。' },
  'paper-with-programs': { status: 422, title: '文件内嵌了其他文件或程序', detail: '这个文件内嵌了附件、控件、程序或会自动打开的外部内容，没有存档。请删除内嵌的对象，或打印成 PDF 后重新上传；附件请单独上传。' },
} as const satisfies RefusalPhrases;
export type FileFault = keyof typeof fileFaults;

// prettier-ignore
export const archiveRefusals = {
  ...fileFaults,
  'paper-too-large': { status: 413, title: '文件过大', detail: '单个文件不能超过 {limit} MB。请压缩图片、拆成几个文件，或另存为 PDF 后重新上传。' },
  'paper-not-as-named': { status: 415, title: '文件名与内容不符', detail: '文件名的扩展名是“{claimed}”，内容却是 {found}，没有存档。请核对是否选错了文件，或改正扩展名后重新上传。' },
  'paper-not-uploaded': { status: 409, title: '文件还没有传到', detail: '没有收到这次上传的文件，或上传后过了两天没有存档，已经清除。请重新上传。' },
  'paper-not-found': { status: 404, title: '没有这份资料', detail: '这个信息资源的资料中没有这个版本。请刷新资料页后查看。' },
  'paper-withdrawn': { status: 409, title: '这个版本已经撤回', detail: '这个版本已经撤回，不必重复办理。请刷新资料页后查看。' },
  'archive-empty': { status: 404, title: '还没有资料', detail: '这个信息资源还没有存入资料，平台也没有可以生成的资料，不能整体下载。' },
  'archive-too-large': { status: 413, title: '资料太多，不能一次下载', detail: '全部资料超过 {limit} MB，不能打成一个压缩包。请在资料页逐份下载。' },
  'link-not-confirmed': { status: 404, title: '没有验收回执', detail: '这个信息资源通过这种方式的挂接还没有经信息中心确认，没有验收回执。' },
  'archive-full': { status: 409, title: '资料份数已到上限', detail: '一个信息资源最多存 {limit} 个版本的资料，现在已满，没有存档。请联系市政府信息中心。' },
} as const satisfies RefusalPhrases;
