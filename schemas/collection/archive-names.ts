import type { PaperFormat, PaperKind } from './archive.ts';

/** As officers read them. */
export const paperKindNames = {
  'interface-document': '接口文档',
  'connection-sheet': '连接表',
  script: '脚本',
  receipt: '回执',
  minutes: '会议纪要',
  other: '其他',
} as const satisfies Record<PaperKind, string>;

export const paperFormatNames = {
  pdf: 'PDF',
  docx: 'Word（.docx）',
  xlsx: 'Excel（.xlsx）',
  doc: 'Word（.doc）',
  xls: 'Excel（.xls）',
  png: 'PNG 图片',
  jpeg: 'JPEG 图片',
} as const satisfies Record<PaperFormat, string>;

/** Each format's file extensions, the one that is given back first. */
export const paperExtensions = {
  pdf: ['pdf'],
  docx: ['docx'],
  xlsx: ['xlsx'],
  doc: ['doc'],
  xls: ['xls'],
  png: ['png'],
  jpeg: ['jpg', 'jpeg'],
} as const satisfies Record<PaperFormat, readonly string[]>;

/** The server fixes what a file is given back as. */
export const paperMediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  png: 'image/png',
  jpeg: 'image/jpeg',
} as const satisfies Record<PaperFormat, string>;
