import type { RefusalPhrases } from '../kernel/refusal.ts';

/** `{sheet}`, `{row}`, `{column}`, `{part}` and `{limit}` are filled from facts. */
// prettier-ignore
export const workbookRefusals = {
  'empty-file': { status: 422, title: '文件是空的', detail: '文件大小为 0，没有任何内容。请确认已在 Excel 或 WPS 中保存并关闭该文件，然后重新上传。' },
  'not-a-workbook': { status: 422, title: '不是 Excel 工作簿', detail: '这个文件不是 Excel 工作簿（可能是文档、图片、压缩包等改了扩展名）。请在平台下载模板，填写后另存为“Excel 工作簿 (*.xlsx)”再上传。' },
  'old-xls': { status: 422, title: '旧版 .xls 工作簿', detail: '这是旧版 Excel 97-2003 格式（.xls），不能直接读取。请在 Excel 或 WPS 中打开，另存为“Excel 工作簿 (*.xlsx)”后重新上传；只改扩展名不起作用。' },
  'wps-et': { status: 422, title: 'WPS 表格 .et 文件', detail: '这是 WPS 表格专用格式（.et），不能直接读取。请在 WPS 中打开，选择“另存为”，文件类型选“Microsoft Excel 文件 (*.xlsx)”，然后重新上传。' },
  encrypted: { status: 422, title: '工作簿设有打开密码', detail: '工作簿已加密，无法读取内容。请在 Excel 或 WPS 中打开，在“文件 → 信息 → 保护工作簿（文档加密）”中清除打开密码，保存后重新上传。' },
  xlsb: { status: 422, title: '二进制工作簿 .xlsb', detail: '这是 Excel 二进制工作簿（.xlsb），不能直接读取。请在 Excel 中打开，另存为“Excel 工作簿 (*.xlsx)”后重新上传。' },
  'macro-workbook': { status: 422, title: '工作簿含有宏', detail: '工作簿中带有宏程序，出于安全考虑不予接收。请在 Excel 或 WPS 中打开，另存为不含宏的“Excel 工作簿 (*.xlsx)”后重新上传。' },
  'open-document': { status: 422, title: 'OpenDocument 表格 .ods', detail: '这是 OpenDocument 表格（.ods），不能直接读取。请用 Excel、WPS 或 LibreOffice 打开，另存为“Excel 工作簿 (*.xlsx)”后重新上传。' },
  'csv-renamed': { status: 422, title: '文本文件（CSV）改了扩展名', detail: '这是文本文件（如 .csv、.txt），不是 Excel 工作簿。请在 Excel 或 WPS 中打开，确认身份证号等长数字未变形，再另存为“Excel 工作簿 (*.xlsx)”后重新上传；只改扩展名不起作用。' },
  'web-page-renamed': { status: 422, title: '网页或 XML 文件改了扩展名', detail: '这是业务系统导出的网页或 XML 表格，不是真正的 Excel 工作簿。请在 Excel 或 WPS 中打开，另存为“Excel 工作簿 (*.xlsx)”后重新上传；只改扩展名不起作用。' },
  corrupt: { status: 422, title: '工作簿已损坏', detail: '工作簿内部的“{part}”部分不完整或不合规范，无法可靠读取。请在 Excel 或 WPS 中打开（如提示修复，请修复并核对数据），另存为新的“Excel 工作簿 (*.xlsx)”后重新上传。' },
  truncated: { status: 422, title: '文件不完整', detail: '文件后半部分缺失，多半是复制或传输中断所致。请从原处重新取得完整文件，确认能在 Excel 或 WPS 中打开后再上传。' },
  'checksum-wrong': { status: 422, title: '文件内容校验不符', detail: '工作簿内部的“{part}”部分与其校验值或长度不符，内容可能在传输或存储中被改变。请从原处重新取得文件，或在 Excel、WPS 中打开后另存为新文件再上传。' },
  'duplicate-entry': { status: 422, title: '工作簿内部有重名部分', detail: '工作簿内部出现两个同名的“{part}”部分，无法判断以哪个为准。请在 Excel 或 WPS 中打开，核对数据后另存为新的“Excel 工作簿 (*.xlsx)”再上传。' },
  'too-many-entries': { status: 422, title: '工作簿内部部件过多', detail: '工作簿内部的部件（或工作表）超过 {limit} 个，超出正常工作簿的范围。请只保留数据工作表（去掉图片、图表、附件等），另存为新的工作簿后重新上传。' },
  'inflates-too-far': { status: 422, title: '工作簿压缩比异常', detail: '工作簿内部的“{part}”部分解压后异常膨胀，超出安全范围。请把数据区复制到新下载的模板中（不要带整列格式），保存后重新上传。' },
  'too-large': { status: 422, title: '工作簿过大', detail: '工作簿（或其中的“{part}”部分）超过可读取的上限 {limit} MB。请把数据拆分为几个工作簿，分次上传。' },
  'compression-unknown': { status: 422, title: '压缩方式不受支持', detail: '工作簿内部的“{part}”部分采用了不常见的压缩方式。请在 Excel 或 WPS 中打开，另存为新的“Excel 工作簿 (*.xlsx)”后重新上传；不要用压缩软件重新打包。' },
  'doctype-found': { status: 422, title: '工作簿含有不安全的 XML 声明', detail: '工作簿内部的“{part}”部分含有 DOCTYPE 声明，正常的工作簿没有这种内容，出于安全考虑不予读取。请把数据复制到新下载的模板中，保存后重新上传。' },
  'too-many-rows': { status: 422, title: '行数超过上限', detail: '工作表“{sheet}”的行号超过 Excel 的上限 1,048,576 行。请把数据拆分到几个工作簿，分次上传。' },
  'too-many-columns': { status: 422, title: '列数超过上限', detail: '工作表“{sheet}”第 {row} 行的列数超过 Excel 的上限 16,384 列（XFD）。请删除多余的列，另存后重新上传。' },
  'too-sparse': { status: 422, title: '内容散落在过宽的范围', detail: '工作表“{sheet}”的很多行在很靠右的位置（如第 {row} 行 {column} 列）有零散内容，中间大片是空白。请删除数据区右侧多余的列，保存后重新上传。' },
  'cell-too-long': { status: 422, title: '单元格内容过长', detail: '工作表“{sheet}”第 {row} 行 {column} 列的内容超过 Excel 的上限 32,767 个字符。请缩短该单元格的内容，保存后重新上传。' },
  'rows-out-of-order': { status: 422, title: '行号顺序混乱', detail: '工作表“{sheet}”的文件内容中，第 {row} 行重复出现或排在更靠后的行之后，无法确定各行的位置。请在 Excel 或 WPS 中打开，核对数据后另存为新的“Excel 工作簿 (*.xlsx)”再上传。' },
  'no-worksheet': { status: 422, title: '没有工作表', detail: '工作簿中没有可以填写数据的工作表（例如只有图表）。请在平台下载模板，在模板的数据表中填写后上传。' },
} as const satisfies RefusalPhrases;

export type WorkbookRefusalCode = keyof typeof workbookRefusals;
