import { Link } from 'react-router';
import type { z } from 'zod';
import type { Actor } from '../../../schemas/departments/actor.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import type { AuditEntryView } from '../../../schemas/sharing/audit-entry.ts';
import { formatNumber } from '../shared/format-number.ts';
import type { Column } from '../shared/listing/listing.tsx';
import { Moment } from '../shared/moment.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { useDatasetNames } from '../shared/use-dataset-names.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { nameOperation, nameRefusal } from './use-words.ts';

export type Use = z.output<typeof AuditEntryView>;

/** When, who, what, whose data, how many; a refused use says why it was refused. */
export function useUseColumns(actors: readonly Actor[]): readonly Column<Use>[] {
  const datasetName = useDatasetNames();
  const { nameOf } = useDepartments();
  return [
    { title: '时间', cell: ({ at }) => <Moment iso={at} /> },
    { title: '使用人', cell: ({ by }) => nameActor(actors, by) },
    { title: '做了什么', cell: ({ operation }) => nameOperation(operation) },
    {
      title: '信息资源',
      cell: ({ dataset }) =>
        dataset === undefined ? '—' : <Link to={`/datasets/${dataset}`}>{datasetName(dataset)}</Link>,
    },
    {
      title: '数据属于',
      isMinor: true,
      cell: ({ provider }) => (provider === undefined ? '—' : nameOf(provider)),
    },
    {
      title: '记录',
      isNumber: true,
      cell: ({ results }) => `${formatNumber(results)} 条`,
    },
    {
      title: '主体',
      isNumber: true,
      cell: ({ subjects }) => `${formatNumber(subjects)} 个`,
    },
    {
      title: '结果',
      cell: ({ refusal }) =>
        refusal === undefined ? (
          <StateTag tone="good">已提供</StateTag>
        ) : (
          <StateTag tone="bad">未提供：{nameRefusal(refusal)}</StateTag>
        ),
    },
  ];
}
