import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { dataTypeNames, shareTypeNames, updateCycleNames } from '../../../schemas/catalogue/labels.ts';
import { maxUploadBytes } from '../../../schemas/collection/delivery.ts';
import { getChoices, getCodeList } from './choices.ts';
import { getExamples, buildHint } from './template-column.ts';
import type { CodeTable, DictionaryRow, Explanation } from './template-spec.ts';

const maxUploadMegabytes = maxUploadBytes / 1024 / 1024;
const maxValuesInCell = 12;

export type ExplanationNames = {
  readonly department: string;
  readonly sheetName: string;
  readonly uploadAt: string;
  readonly firstDataRow: number;
  readonly lastDataRow: number;
};

/** Builds the sheet 填写说明. */
export function buildExplanation(
  version: DatasetVersion,
  codeLists: ReadonlyMap<string, CodeList>,
  names: ExplanationNames,
): Explanation {
  const { metadata, fields, key } = version.content;
  const labels = key.map((one) => fields.find((field) => field.key === one)?.label ?? one);
  return {
    title: `《${metadata.name}》填写说明`,
    facts: [
      ['信息资源名称', metadata.name],
      ['信息资源代码', version.code],
      [
        '目录版本',
        `第 ${version.version} 版${version.publishedOn === undefined ? '' : `（${version.publishedOn} 发布）`}`,
      ],
      [
        '提供部门',
        metadata.providerUnit === undefined ? names.department : `${names.department}（${metadata.providerUnit}）`,
      ],
      ['摘要', metadata.summary],
      ['更新周期', updateCycleNames[metadata.updateCycle]],
      [
        '共享类型',
        [shareTypeNames[metadata.shareType], metadata.shareCondition].filter((text) => text !== undefined).join('：'),
      ],
      ['业务主键', `${labels.join(' + ')}（同一主键只填一行）`],
    ],
    steps: buildSteps(version, names),
    dictionary: fields.map((field, i) => dictionaryRow(field, i + 1, codeLists)),
    codeTables: buildCodeTables(fields, codeLists),
  };
}

function buildSteps(version: DatasetVersion, names: ExplanationNames): string[] {
  const { name } = version.content.metadata;
  const mustBeFaultless = version.content.onRejectedRows === 'return-whole';
  return [
    `在工作表“${names.sheetName}”中填写，一行一条记录，从第 ${names.firstDataRow} 行开始。请保留表头；表头文字不要改动，列的先后可以调整，列不能删除。第 2 行是填写提示，不会被当作数据。`,
    '表头带 * 且为橙色的是必填项。选填项没有内容时请留空，不要填“无”“/”等字样。',
    `有下拉箭头的单元格请从列表中选择；从其他表格粘贴时，填名称或代码都可以。下拉列表和日期检查设置到第 ${names.lastDataRow} 行，超出部分仍可填写。`,
    '证件号码、编号、电话等列已设为“文本”格式。从其他表格复制时，请先确认原表也是文本，再用“选择性粘贴”中的“数值”，否则 Excel 会丢掉第 15 位以后的数字和开头的 0。',
    '日期按 2020-11-30 的样式填写。请不要合并单元格；公式按已经算出的结果读取。',
    `填完后保存为“Excel 工作簿 (*.xlsx)”，不超过 ${maxUploadMegabytes} MB，不设打开密码，` +
      `在${names.uploadAt}“${name}”处上传：全部数据选“全量”，只有新增和变更选“增量”。`,
    `平台会逐行检查并给出回执。有问题的单元格会在返回的工作簿中标出${mustBeFaultless ? '，本信息资源须全部无误才会入库' : '，没有问题的行先行入库'}；请在返回的工作簿中改正后直接再次上传。`,
  ];
}

function dictionaryRow(field: Field, number: number, codeLists: ReadonlyMap<string, CodeList>): DictionaryRow {
  return {
    number,
    label: field.label,
    required: field.required ? '必填' : '选填',
    type: `${dataTypeNames[field.type]} ${field.type}`,
    length: field.scale === undefined ? `${field.length}` : `${field.length},${field.scale}`,
    requirement: [...(field.description === undefined ? [] : [field.description]), buildHint(field)].join('\n'),
    example: getExamples(field).slice(0, 2).join('\n'),
    values: formatValues(field, codeLists),
    sensitivity: sensitivityNames[field.sensitivity],
  };
}

function formatValues(field: Field, codeLists: ReadonlyMap<string, CodeList>): string {
  if (field.codeList === undefined) return getChoices(field, codeLists)?.labels.join('；') ?? '';
  const list = getCodeList(field.codeList, codeLists);
  if (list.codes.length > maxValuesInCell) return `见下方代码表“${list.name}”，共 ${list.codes.length} 项。`;
  return list.codes.map(({ code, label }) => (code === label ? code : `${code} ${label}`)).join('；');
}

function buildCodeTables(fields: readonly Field[], codeLists: ReadonlyMap<string, CodeList>): CodeTable[] {
  const ids = new Set(fields.flatMap((field) => field.codeList ?? []));
  return [...ids]
    .map((id) => getCodeList(id, codeLists))
    .filter((list) => list.codes.length > maxValuesInCell)
    .map((list) => ({
      name: list.name,
      standard: list.standard,
      rows: list.codes.map(({ code, label, aliases }) => [code, label, aliases.join('、')] as const),
    }));
}

const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高度敏感' } as const;
