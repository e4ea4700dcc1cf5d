/** What is told above the list; counts are of the whole file. */
export type AnnotationFacts = {
  readonly fileName: string;
  readonly datasetName: string;
  readonly version: number;
  /** When it was checked, as it is read in Asia/Shanghai: `2020-12-01 10:30`. */
  readonly checkedAt: string;
  readonly sheetName: string;
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly errors: number;
  readonly warnings: number;
  /** Rows with a finding of either severity. */
  readonly faultyRows: number;
};

/** The words of the sheet 问题清单. */
export type AnnotationText = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly headings: readonly string[];
  readonly severities: { readonly error: string; readonly warning: string };
  readonly file: string;
};

/** Rows beyond this many faulty ones are neither listed nor marked; a sentence says so. */
export const maxFaultyRows = 100_000;

/** Cells beyond this many keep their colour and their line in the list but get no note: LibreOffice takes four seconds to open a thousand. */
export const maxNotes = 20_000;

/** What the officer reads first: which file, how it went, what the colours mean, what to do. */
export function annotationText(facts: AnnotationFacts): AnnotationText {
  const lines = [
    `文件：${facts.fileName}　信息资源：${facts.datasetName}（目录第 ${facts.version} 版）　检查时间：${facts.checkedAt}`,
    `共读取 ${counted(facts.rowsRead)} 行，其中 ${counted(facts.rowsRejected)} 行因错误未通过；发现错误 ${counted(facts.errors)} 处、提醒 ${counted(facts.warnings)} 处。`,
    `红色为“错误”，须改正后该行才能入库；黄色为“提醒”，请核对，确实无误的不必修改。点击“位置”可直接跳到工作表“${facts.sheetName}”中的单元格，单元格的批注中也写有处理办法。`,
    '改正后直接上传本文件即可，不必删除本清单，也不必清除颜色和批注。',
  ];
  if (facts.faultyRows > maxFaultyRows) {
    lines.push(
      `有问题的行共 ${counted(facts.faultyRows)} 行，本文件只列出并标出前 ${counted(maxFaultyRows)} 行。请先按这些问题检查导出数据的程序或公式，整体改正后重新上传。`,
    );
  }
  if (facts.errors + facts.warnings > maxNotes)
    lines.push(`批注只加在前 ${counted(maxNotes)} 个有问题的单元格上，其余的请看本清单。`);
  return {
    title: '问题清单',
    lines,
    headings: ['序号', '级别', '位置', '行号', '列', '信息项', '问题说明与处理办法'],
    severities: { error: '错误', warning: '提醒' },
    file: '整个文件',
  };
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}
