import type { Example } from '../document.ts';

/** What a file begins with, by media type; a file is no JSON, and an example of one says what it is. */
// prettier-ignore
const fileExamples: Readonly<Record<string, Example>> = {
  'application/pdf': { summary: 'PDF 文件的开头；其余为二进制内容。', value: '%PDF-1.7' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { summary: 'xlsx 文件的开头；其余为二进制内容。', value: 'PK\u0003\u0004' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { summary: 'docx 文件的开头；其余为二进制内容。', value: 'PK\u0003\u0004' },
  'application/octet-stream': { summary: '文件的开头，PDF 或 OFD；其余为二进制内容。', value: '%PDF-1.7' },
  'application/statuslist+jwt': { summary: '状态清单令牌（JWT）的开头。', value: 'eyJ0eXAiOiJzdGF0dXNsaXN0K2p3dCIsImFsZyI6IkVTMjU2In0' },
  'application/sql': { summary: '脚本的开头。', value: 'CREATE TABLE resident_id_cards (\n' },
  'text/html': { summary: '页面的开头。', value: '<!doctype html>\n<html lang="zh-CN">' },
  'text/javascript': { summary: '脚本的开头。', value: '(()=>{' },
  'text/plain': { summary: '说明书的开头。', value: '接口挂接说明\n' },
  'text/csv': { summary: '文件的开头：表头和第一条数据。', value: '身份证号码,姓名\n41110219900307001X,测试甲\n' },
  'application/zip': { summary: 'zip 文件的开头；其余为二进制内容。', value: 'PK\u0003\u0004' },
};

/** Whatever the character set; `undefined` fails the test that counts them. */
export function fileExample(mediaType: string): Example | undefined {
  return fileExamples[mediaType.replace(/;.*/, '')];
}
