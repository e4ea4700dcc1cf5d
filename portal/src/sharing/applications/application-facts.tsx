import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { ApplicationContent, FieldDecision } from '../../../../schemas/sharing/application.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { Facts } from '../../shared/facts.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { decisionNames } from './words.ts';

type ContentProps = { readonly content: ApplicationContent; readonly fields: DatasetContent['fields'] };

/** What was applied for, as the parties read it. */
export function ApplicationFacts({ content, fields }: ContentProps) {
  const { purpose, legalBasis, matter, filters, ways, callsPerDay, until } = content;
  return (
    <Facts
      facts={[
        ['用途', purpose],
        ['依据', legalBasis],
        ['办理事项', matter],
        ['共享方式', ways.map((way) => sharingWayNames[way]).join('、')],
        ['预计每天调用', `${formatNumber(callsPerDay)} 次`],
        ['使用期限', `至${formatDay(until)}`],
        [
          '只要哪些记录',
          filters.length === 0
            ? '全部记录'
            : filters.map(({ field, values }) => `${labelOf(fields, field)}为${values.join('或')}`).join('，并且'),
        ],
      ]}
    />
  );
}

export const labelOf = (fields: readonly Field[], key: string): string =>
  fields.find((field) => field.key === key)?.label ?? key;

type FieldsProps = ContentProps & { readonly decisions: readonly FieldDecision[] | undefined };
type Row = { readonly key: string; readonly decision: FieldDecision | undefined };

/** Each field that was applied for, with the answer once there is one. */
export function AppliedFields({ content, fields, decisions }: FieldsProps) {
  const rows = content.fields.map((key) => ({ key, decision: decisions?.find(({ field }) => field === key) }));
  const answered: readonly Column<Row>[] = [
    {
      title: '答复',
      cell: ({ decision }) =>
        decision === undefined ? (
          '尚未答复'
        ) : (
          <StateTag tone={decision.decision === 'refuse' ? 'bad' : 'good'}>{decisionNames[decision.decision]}</StateTag>
        ),
    },
    { title: '理由', cell: ({ decision }) => decision?.reason ?? '' },
  ];
  return (
    <Listing
      caption="申请的信息项"
      columns={[
        { title: '信息项', cell: ({ key }) => <b>{labelOf(fields, key)}</b> },
        { title: '字段', cell: ({ key }) => <code>{key}</code>, isMinor: true },
        ...(decisions === undefined ? [] : answered),
      ]}
      rows={rows}
      rowKey={({ key }) => key}
    />
  );
}
