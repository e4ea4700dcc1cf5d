import { maxFaultyRows } from '../../../schemas/collection/finding.ts';
import type { TemplateSpec } from '../template/template-spec.ts';

export type AnnotationFacts = {
  readonly fileName: string;
  readonly datasetName: string;
  readonly version: number;
  /** In Asia/Shanghai: `2020-12-01 10:30`. */
  readonly checkedAt: string;
  readonly sheetName: string;
  /** Read as well; their cells are not coloured. */
  readonly otherSheets?: readonly string[];
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly errors: number;
  readonly warnings: number;
  readonly faultyRows: number;
};

export type AnnotationText = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly summary: { readonly title: string; readonly headings: readonly string[] };
  readonly headings: readonly string[];
  readonly severities: { readonly error: string; readonly warning: string };
  readonly file: string;
};

/** LibreOffice needs four seconds to open a thousand notes. */
export const maxNotes = 20_000;

/** Builds the texts above the list of findings. */
export function buildAnnotationText(facts: AnnotationFacts): AnnotationText {
  const [read, rejected, errors, warnings] = [facts.rowsRead, facts.rowsRejected, facts.errors, facts.warnings].map(
    formatCount,
  );
  const lines = [
    `文件：${facts.fileName}　信息资源：${facts.datasetName}（目录第 ${facts.version} 版）　检查时间：${facts.checkedAt}`,
    `共读取 ${read} 行，其中 ${rejected} 行因错误未通过；发现错误 ${errors} 处、提醒 ${warnings} 处。`,
    `红色为“错误”，须改正后该行才能入库；黄色为“提醒”，请核对，确实无误的不必修改。点击“位置”可直接跳到工作表“${facts.sheetName}”中的单元格，单元格的批注中也写有处理办法。`,
    '改正后直接上传本文件即可，不必删除本清单，也不必清除颜色和批注；其他工作表、图片、公式和格式都是原文件里的。',
  ];
  const others = (facts.otherSheets ?? []).map((sheet) => `“${sheet}”`).join('、');
  if (others !== '')
    lines.push(
      `颜色和批注只加在工作表“${facts.sheetName}”上。工作表${others}也读取了，其中的问题只列在本清单里，点击“位置”可跳到相应的单元格。`,
    );
  const [faultyRows, listedRows] = [formatCount(facts.faultyRows), formatCount(maxFaultyRows)];
  if (facts.faultyRows > maxFaultyRows)
    lines.push(
      `有问题的行共 ${faultyRows} 行，本文件只列出并标出前 ${listedRows} 行。请先按这些问题检查导出数据的程序或公式，整体改正后重新上传。`,
    );
  if (facts.errors + facts.warnings > maxNotes)
    lines.push(`批注只加在前 ${formatCount(maxNotes)} 个有问题的单元格上，其余的请看本清单。`);
  return {
    title: '问题清单',
    lines,
    summary: {
      title: '按信息项和问题汇总',
      headings: ['汇总', '级别', '处数', '行号', '', '信息项', '问题'],
    },
    headings: ['序号', '级别', '位置', '行号', '列', '信息项', '问题说明与处理办法'],
    severities: { error: '错误', warning: '提醒' },
    file: '整个文件',
  };
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Makes the template of the rejected rows. */
export function buildFailedRowsSpec(
  spec: TemplateSpec,
  facts: { readonly fileName: string; readonly rowsRejected: number },
): TemplateSpec {
  const rows = facts.rowsRejected.toLocaleString('en-US');
  const cut = facts.rowsRejected > maxFaultyRows ? `，这里是前 ${maxFaultyRows.toLocaleString('en-US')} 行` : '';
  const step = `本文件只含“${facts.fileName}”中因错误未通过的行，共 ${rows} 行${cut}。批注中写有原来的行号和处理办法；改正后请以“增量”方式上传。`;
  return { ...spec, explanation: { ...spec.explanation, steps: [step, ...spec.explanation.steps] } };
}
