import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { formats } from '../../kernel/formats/index.ts';
import { textWidth } from '../../kernel/text-width.ts';
import { getChoices } from './choices.ts';
import type { ColumnType, TemplateColumn } from './template-spec.ts';

const [narrowest, widest] = [12, 34];
/** Free text that may be this long, in characters, wants a wide column. */
const longText = 100;

/** A field as a column: everything Excel needs to know of it. */
export function templateColumn(field: Field, codeLists: ReadonlyMap<string, CodeList>): TemplateColumn {
  const choices = getChoices(field, codeLists);
  const kind = columnKind(field);
  const heading = field.required ? `*${field.label}` : field.label;
  const hint = buildHint(field);
  const contents = [...(choices?.labels ?? []), ...getExamples(field)].map(textWidth);
  if (isFreeText(field) && field.length >= longText) contents.push(24);
  return {
    field: field.key,
    heading,
    required: field.required,
    hint,
    comment: [`【${field.label}】`, ...(field.description === undefined ? [] : [field.description]), hint].join('\n'),
    kind,
    numberFormat: numberFormatOf(field, kind),
    // A long label may break into two lines; the arrow of the drop-down stands beside the cell.
    width: Math.min(
      widest,
      Math.max(
        narrowest,
        Math.ceil(textWidth(heading) * (textWidth(heading) > 20 ? 0.6 : 1)) + 3,
        Math.max(0, ...contents) + 3,
      ),
    ),
    choices,
  };
}

/** What to fill in, in whole sentences: the one hint of the format, and what this field adds to it. */
export function buildHint(field: Field): string {
  const parts = [
    field.required ? '必填。' : '选填。',
    field.codeList === undefined ? formats[field.format].hint : '请从下拉列表中选择，也可填写对应的代码。',
  ];
  if (field.unit !== undefined) parts.push(`单位：${field.unit}。`);
  if (isFreeText(field)) parts.push(`最多 ${field.length} 个字。`);
  if (field.past) parts.push('不能晚于填报当天。');
  return parts.join('');
}

/** The field's own example, else those of its format, none of a real person; free text and a drop-down need none. */
export function getExamples(field: Field): readonly string[] {
  if (field.example !== undefined) return [field.example];
  return field.codeList === undefined && field.format !== 'text' ? formats[field.format].examples : [];
}

function isFreeText(field: Field): boolean {
  return field.codeList === undefined && field.format === 'text';
}

/** A column with a drop-down is text: a code such as `01` keeps its zero. */
function columnKind(field: Field): ColumnType {
  return field.codeList === undefined ? formats[field.format].excel : 'text';
}

function numberFormatOf(field: Field, kind: ColumnType): string {
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
