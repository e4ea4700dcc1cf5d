import { Link } from 'react-router';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { ApplicationContent, FieldDecision } from '../../../../schemas/sharing/application.ts';
import type { GrantTarget } from '../../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { RowFilterWords } from '../row-filters.tsx';
import { decisionNames } from './words.ts';

type FactsProps = ContentProps & {
  readonly target: GrantTarget;
  readonly dataset: string;
  readonly name: string;
};
type ContentProps = { readonly content: ApplicationContent; readonly fields: DatasetContent['fields'] };

/** What was applied for, as the parties read it. */
export function ApplicationFacts({ target, dataset, name, content, fields }: FactsProps) {
  const { purpose, legalBasis, matter, filters, ways, callsPerDay, until } = content;
  return (
    <Facts
      facts={[
        [
          target === 'dataset' ? '信息资源' : '证照类型',
          <Link key="dataset" to={`/datasets/${dataset}`}>
            {name}
          </Link>,
        ],
        ['用途', purpose],
        ['依据', legalBasis],
        ['办理事项', matter],
        ['共享方式', ways.map((way) => sharingWayNames[way]).join('、')],
        ['预计每天调用', `${formatNumber(callsPerDay)} 次`],
        ['使用期限', `至${formatDay(until)}`],
        ...(target === 'dataset'
          ? ([['只要哪些记录', <RowFilterWords key="filters" filters={filters} fields={fields} />]] as const)
          : []),
      ]}
    />
  );
}

export const labelOf = (fields: readonly Field[], key: string): string =>
  fields.find((field) => field.key === key)?.label ?? key;

type FieldsProps = ContentProps & { readonly decisions: readonly FieldDecision[] | undefined };
type Row = { readonly key: string; readonly label: string; readonly decision: FieldDecision | undefined };

const asked: readonly Column<Row>[] = [
  { title: '信息项', cell: ({ label }) => <b>{label}</b> },
  { title: '字段', cell: ({ key }) => <code>{key}</code>, isMinor: true },
];
const answered: readonly Column<Row>[] = [
  { title: '答复', cell: ({ decision }) => (decision === undefined ? '尚未答复' : <Decision decision={decision} />) },
  { title: '理由', cell: ({ decision }) => decision?.reason ?? '' },
];

/** Each field that was applied for, with the answer once there is one. */
export function AppliedFields({ content, fields, decisions }: FieldsProps) {
  const rows = content.fields.map((key) => ({
    key,
    label: labelOf(fields, key),
    decision: decisions?.find(({ field }) => field === key),
  }));
  return (
    <Listing
      caption="申请的信息项"
      columns={decisions === undefined ? asked : [...asked, ...answered]}
      rows={rows}
      rowKey={({ key }) => key}
    />
  );
}

function Decision({ decision: { decision } }: { readonly decision: FieldDecision }) {
  return <StateTag tone={decision === 'refuse' ? 'bad' : 'good'}>{decisionNames[decision]}</StateTag>;
}
