import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { formats } from '../../kernel/formats/index.ts';
import { textWidth } from '../../kernel/text-width.ts';
import { getChoices } from './choices.ts';
import type { ColumnType, TemplateColumn } from './template-spec.ts';

/** Widths are in characters of the default font. */
const [minWidth, maxWidth] = [12, 34];
const longTextLength = 100;

/** Throws when the field's code list is unknown. */
export function buildTemplateColumn(field: Field, codeLists: ReadonlyMap<string, CodeList>): TemplateColumn {
  const choices = getChoices(field, codeLists);
  const kind = columnKind(field);
  const heading = field.required ? `*${field.label}` : field.label;
  const hint = buildHint(field);
  const contents = [...(choices?.labels ?? []), ...getExamples(field)].map(textWidth);
  if (isFreeText(field) && field.length >= longTextLength) contents.push(24);
  return {
    field: field.key,
    heading,
    required: field.required,
    hint,
    comment: [`【${field.label}】`, ...(field.description === undefined ? [] : [field.description]), hint].join('\n'),
    kind,
    numberFormat: chooseNumberFormat(field, kind),
    // Long labels wrap into two lines; the drop-down's arrow is beside the cell.
    width: Math.min(
      maxWidth,
      Math.max(
        minWidth,
        Math.ceil(textWidth(heading) * (textWidth(heading) > 20 ? 0.6 : 1)) + 3,
        Math.max(0, ...contents) + 3,
      ),
    ),
    choices,
  };
}

/** Builds Chinese sentences: the format's hint, then the field's own limits. */
export function buildHint(field: Field): string {
  const parts = [
    field.required ? '必填。' : '选填。',
    field.codeList === undefined ? formats[field.format].hint : '请从下拉列表中选择，也可填写对应的代码。',
  ];
  if (field.unit !== undefined) parts.push(`单位：${field.unit}。`);
  if (isFreeText(field)) parts.push(`最多 ${field.length} 个字。`);
  const range = describeRange(field);
  if (range !== '') parts.push(range);
  if (field.past) parts.push('不能晚于填报当天。');
  return parts.join('');
}

function describeRange({ range, unit = '' }: Field): string {
  const { min, max } = range ?? {};
  if (min !== undefined && max !== undefined) return `在 ${min} 至 ${max}${unit} 之间。`;
  if (min !== undefined) return `不能小于 ${min}${unit}。`;
  return max === undefined ? '' : `不能大于 ${max}${unit}。`;
}

/** Prefers the field's own examples. Free text and drop-downs have none. */
export function getExamples(field: Field): readonly string[] {
  if (field.example !== undefined) return [field.example];
  return field.codeList === undefined && field.format !== 'text' ? formats[field.format].examples : [];
}

function isFreeText(field: Field): boolean {
  return field.codeList === undefined && field.format === 'text';
}

/** Codes are text, so that `01` keeps its zero. */
function columnKind(field: Field): ColumnType {
  return field.codeList === undefined ? formats[field.format].excel : 'text';
}

function chooseNumberFormat(field: Field, kind: ColumnType): string {
  switch (kind) {
    case 'text':
      return '@';
    case 'date':
    case 'date-or-text':
      return 'yyyy-mm-dd';
    case 'date-time':
      return 'yyyy-mm-dd hh:mm:ss';
    case 'number':
      if (field.scale === undefined) return 'General';
      return field.scale === 0 ? '0' : `0.${'0'.repeat(field.scale)}`;
  }
}
