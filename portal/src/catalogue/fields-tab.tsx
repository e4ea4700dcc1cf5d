import type { Field } from '../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames } from '../../../schemas/catalogue/labels.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';

const columns: readonly Column<Field>[] = [
  { title: '信息项', cell: ({ label }) => <b>{label}</b> },
  { title: '字段', cell: ({ key }) => <code>{key}</code>, isMinor: true },
  { title: '类型', cell: ({ type, length, scale }) => describeType(dataTypeNames[type], length, scale) },
  { title: '格式', cell: ({ format }) => fieldFormatNames[format] },
  { title: '必填', cell: ({ required }) => (required ? '必填' : '选填') },
  { title: '说明', cell: ({ description, unit }) => describe(description, unit), isMinor: true },
];

function describeType(name: string, length: number, scale: number | undefined): string {
  return scale === undefined ? `${name} ${length} 位` : `${name} ${length} 位，小数 ${scale} 位`;
}

function describe(description: string | undefined, unit: string | undefined): string {
  return [unit === undefined ? undefined : `单位：${unit}`, description]
    .filter((part) => part !== undefined)
    .join('；');
}

/** The fields in the template's order. */
export function FieldsTab({ view }: { readonly view: DatasetVersionView }) {
  return (
    <Listing
      caption={`${view.content.metadata.name}的信息项`}
      columns={columns}
      rows={view.content.fields}
      rowKey={({ key }) => key}
    />
  );
}
