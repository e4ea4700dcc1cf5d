import type { TemplateSpec } from '../template/template-spec.ts';
import { maxFaultyRows } from './annotation-text.ts';

/** Makes the template of the rejected rows: its explanation begins with what the file holds. */
export function buildFailedRowsSpec(
  spec: TemplateSpec,
  facts: { readonly fileName: string; readonly rowsRejected: number },
): TemplateSpec {
  const rows = facts.rowsRejected.toLocaleString('en-US');
  const cut = facts.rowsRejected > maxFaultyRows ? `，这里是前 ${maxFaultyRows.toLocaleString('en-US')} 行` : '';
  const step = `本文件只含“${facts.fileName}”中因错误未通过的行，共 ${rows} 行${cut}。批注中写有原来的行号和处理办法；改正后请以“增量”方式上传。`;
  return { ...spec, explanation: { ...spec.explanation, steps: [step, ...spec.explanation.steps] } };
}
