import { z } from 'zod';

/** What the annotated workbook leaves out of the officer's file: content that reaches outside it or runs. */
export const OmittedContent = z.enum([
  'external-links',
  'active-formulas',
  'connections',
  'embedded-objects',
  'macros',
  'web-extensions',
  'file-links',
  'unknown-parts',
]);
export type OmittedContent = z.infer<typeof OmittedContent>;

export const omittedContentNames: Readonly<Record<OmittedContent, string>> = {
  'external-links': '指向其他文件的外部链接',
  'active-formulas': '引用其他文件、网络或程序的公式（保留上次算出的值）',
  connections: '数据连接和查询',
  'embedded-objects': '嵌入的文件和控件',
  macros: '宏',
  'web-extensions': '网络加载项',
  'file-links': '指向文件或程序的超链接',
  'unknown-parts': '无法识别的附加内容',
};

/** A whole sentence; empty when nothing was left out. */
export function explainOmissions(omitted: readonly OmittedContent[]): string {
  if (omitted.length === 0) return '';
  const names = omitted.map((kind) => omittedContentNames[kind]).join('、');
  return `为安全起见，批注文件中没有保留原文件的以下内容：${names}。需要时请以原文件为准。`;
}
