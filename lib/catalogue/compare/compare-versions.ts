import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent, DatasetMetadata } from '../../../schemas/catalogue/dataset-version.ts';
import type { Difference } from '../../../schemas/catalogue/difference.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { rejectionNames } from '../../../schemas/catalogue/labels.ts';
import { canonicalJson } from './canonical-json.ts';
import { compareFields } from './compare-fields.ts';
import { compareRules } from './compare-rules.ts';
import { difference } from './difference.ts';

export type VersionComparison = {
  readonly compatibility: 'compatible' | 'breaking';
  readonly differences: readonly Difference[];
};

/** One breaking difference makes the whole breaking. */
export function compareVersions(
  before: DatasetContent,
  after: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
): VersionComparison {
  const differences = [
    ...compareAllFields(before, after, codeLists),
    ...compareKeys(before, after),
    ...compareRules(before, after),
    ...compareRejection(before, after),
    ...compareMetadata(before.metadata, after.metadata),
  ];
  return {
    compatibility: differences.some(({ compatibility }) => compatibility === 'breaking') ? 'breaking' : 'compatible',
    differences,
  };
}

function compareAllFields(
  before: DatasetContent,
  after: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
): Difference[] {
  const earlier = new Map(before.fields.map((field) => [field.key, field]));
  const later = new Map(after.fields.map((field) => [field.key, field]));
  const findLabel = (key: string) => later.get(key)?.label ?? earlier.get(key)?.label ?? key;
  const removedFields = before.fields.filter(({ key }) => !later.has(key));
  const rekeyed = new Map(removedFields.map((field) => [field.label, field]));
  const differences = after.fields.flatMap((field, at) => {
    const pointer = `/fields/${at}`;
    const same = earlier.get(field.key);
    if (same !== undefined) return compareFields(same, field, pointer, { codeLists, findLabel });
    const other = rekeyed.get(field.label);
    if (other !== undefined)
      return [
        difference('field-key-changed', `${pointer}/key`, { label: field.label, before: other.key, after: field.key }),
        ...compareFields(other, field, pointer, { codeLists, findLabel }),
      ];
    return [
      difference(field.required ? 'field-added-required' : 'field-added-optional', pointer, { label: field.label }),
    ];
  });
  const removed = before.fields.flatMap((field, at) => {
    const stays =
      later.has(field.key) || after.fields.some(({ key, label }) => label === field.label && !earlier.has(key));
    return stays ? [] : [difference('field-removed', `/fields/${at}`, { label: field.label })];
  });
  return [...differences, ...removed, ...compareOrder(before.fields, after.fields)];
}

function compareOrder(before: readonly Field[], after: readonly Field[]): Difference[] {
  const shared = (these: readonly Field[], those: readonly Field[]) =>
    these.map(({ key }) => key).filter((key) => those.some((field) => field.key === key));
  return shared(before, after).join() === shared(after, before).join()
    ? []
    : [difference('field-order-changed', '/fields')];
}

/** Records are found by the values in this order. */
function compareKeys(before: DatasetContent, after: DatasetContent): Difference[] {
  const [earlier, later] = [labelled(before), labelled(after)];
  const kinds = { person: '自然人', organization: '法人或其他组织' } as const;
  const subject = ({ subject: about }: DatasetContent, name: (key: string) => string) =>
    about === undefined ? '无' : `${name(about.field)}（${kinds[about.kind]}）`;
  const sameSubject = before.subject?.field === after.subject?.field && before.subject?.kind === after.subject?.kind;
  return [
    ...(before.key.join() === after.key.join()
      ? []
      : [
          difference('key-changed', '/key', {
            before: before.key.map(earlier).join('、'),
            after: after.key.map(later).join('、'),
          }),
        ]),
    ...(sameSubject
      ? []
      : [
          difference('subject-changed', '/subject', { before: subject(before, earlier), after: subject(after, later) }),
        ]),
  ];
}

function labelled(content: DatasetContent): (key: string) => string {
  const labels = new Map(content.fields.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? key;
}

function compareRejection(before: DatasetContent, after: DatasetContent): Difference[] {
  if (before.onRejectedRows === after.onRejectedRows) return [];
  return [
    difference('rejection-changed', '/onRejectedRows', {
      before: rejectionNames[before.onRejectedRows],
      after: rejectionNames[after.onRejectedRows],
    }),
  ];
}

const metadataNames = {
  classification: '信息资源分类',
  name: '信息资源名称',
  aliases: '别名',
  provider: '信息资源提供方',
  providerUnit: '提供方内设机构',
  summary: '信息资源摘要',
  format: '信息资源格式',
  shareType: '共享类型',
  shareCondition: '共享条件',
  shareMethod: '共享方式',
  open: '开放属性',
  updateCycle: '更新周期',
  relatedCodes: '关联资源代码',
  keywords: '关键字',
  legalBasis: '法律依据',
  sourceSystem: '来源系统',
  sensitivity: '敏感级别',
} as const satisfies Record<keyof DatasetMetadata, string>;

function compareMetadata(before: DatasetMetadata, after: DatasetMetadata): Difference[] {
  const earlier = new Map<string, unknown>(Object.entries(before));
  const later = new Map<string, unknown>(Object.entries(after));
  return Object.entries(metadataNames).flatMap(([name, what]) =>
    canonicalJson(earlier.get(name)) === canonicalJson(later.get(name))
      ? []
      : [difference('metadata-changed', `/metadata/${name}`, { what })],
  );
}
