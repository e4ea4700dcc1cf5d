import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent, DatasetMetadata } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import {
  dataTypeNames,
  fieldFormatNames,
  openTypeNames,
  shareTypeNames,
  updateCycleNames,
} from '../../../schemas/catalogue/labels.ts';
import type { DatasetVersionView, DatasetExport, ExportColumn, ExportItem } from '../../../schemas/catalogue/views.ts';
import type { Department } from '../../../schemas/departments/department.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** Builds the 13 columns of 发改高技〔2017〕1272号 in order, column 8 as items. */
export function buildExport(
  version: Pick<DatasetVersionView, 'dataset' | 'version' | 'code' | 'status' | 'publishedOn' | 'content'>,
  department: Department | null,
  codeLists: ReadonlyMap<string, CodeList>,
): DatasetExport {
  const { dataset, status, content } = version;
  const items = content.fields.map((field) => buildItem(field, content, codeLists));
  return {
    form: '发改高技〔2017〕1272号',
    dataset,
    version: version.version,
    status,
    columns: buildColumns(version, items, department),
    items,
    content,
  };
}

function buildColumns(
  { code, publishedOn, content: { metadata } }: Pick<DatasetVersionView, 'code' | 'publishedOn' | 'content'>,
  items: readonly ExportItem[],
  department: Department | null,
): ExportColumn[] {
  const { classification, format, open } = metadata;
  const column = (number: string, label: string, value: string): ExportColumn => ({ number, label, value });
  return [
    column(
      '1',
      '信息资源分类',
      [classification.class, classification.item, classification.subject, classification.detail ?? '']
        .filter((level) => level !== '')
        .join(' / '),
    ),
    column('2', '信息资源名称', metadata.name),
    column('3', '信息资源代码', code),
    column(
      '4',
      '信息资源提供方',
      [department?.name ?? metadata.provider, metadata.providerUnit ?? ''].filter((name) => name !== '').join(' · '),
    ),
    column('5', '信息资源提供方代码', department?.creditCode ?? '待确认'),
    column('6', '信息资源摘要', metadata.summary),
    column('7', '信息资源格式', `${format.class}（${format.formats.join('、')}）`),
    column('8', '信息项信息', items.map(({ name, dataType }) => `${name}（${dataType}）`).join('；')),
    column('9a', '共享类型', shareTypeNames[metadata.shareType]),
    column('9b', '共享条件', formatShareCondition(metadata)),
    column('9c', '共享方式', metadata.shareMethod),
    column('10a', '是否向社会开放', openTypeNames[open.type]),
    column('10b', '开放条件', open.condition ?? ''),
    column('11', '更新周期', updateCycleNames[metadata.updateCycle]),
    column('12', '发布日期', publishedOn ?? ''),
    column('13', '关联资源代码', metadata.relatedCodes.join('、')),
  ];
}

/** Without sharing, the law that forbids it is printed. */
function formatShareCondition({ shareType, shareCondition, legalBasis }: DatasetMetadata): string {
  return (shareType === 3 ? legalBasis : shareCondition) ?? '';
}

function buildItem(
  field: Field,
  { key, metadata }: Pick<DatasetContent, 'key' | 'metadata'>,
  codeLists: ReadonlyMap<string, CodeList>,
): ExportItem {
  const { codeList, unit, description } = field;
  return {
    name: field.label,
    dataType: formatDataType(field),
    key: field.key,
    required: field.required,
    businessKey: key.includes(field.key),
    format: fieldFormatNames[field.format],
    sensitivity: field.sensitivity,
    shareType: shareTypeNames[field.shareType ?? metadata.shareType],
    ...definedOnly({ codeList: codeList === undefined ? undefined : (codeLists.get(codeList)?.name ?? codeList) }),
    ...definedOnly({ unit, description }),
  };
}

/** Formats `字符型 C(18)` and `数值型 N(12,2)`; days and times have no length. */
export function formatDataType({ type, length, scale }: Pick<Field, 'type' | 'length' | 'scale'>): string {
  const size =
    type === 'D' || type === 'T' || type === 'L'
      ? ''
      : `(${length}${scale === undefined || scale === 0 ? '' : `,${scale}`})`;
  return `${dataTypeNames[type]} ${type}${size}`;
}
