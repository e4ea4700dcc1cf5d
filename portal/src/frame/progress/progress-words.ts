import type { BatchProgress, DatasetCounts, DepartmentState } from '../../../../schemas/departments/progress.ts';
import { formatNumber } from '../../shared/format-number.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const departmentStateNames = {
  complete: '全部挂接',
  begun: '挂接中',
  'not-begun': '尚未报送',
  'no-catalogue': '尚未编制目录',
} as const satisfies Record<DepartmentState, string>;

export const departmentStateTones = {
  complete: 'good',
  begun: 'running',
  'not-begun': 'waiting',
  'no-catalogue': 'idle',
} as const satisfies Record<DepartmentState, Tone>;

export const nameOfBatch = (batch: BatchProgress['batch']): string =>
  batch === undefined ? '未列入批次' : `第${'一二三'.charAt(batch - 1)}批`;

/** The address of a batch within the page. */
export const batchKey = (batch: BatchProgress['batch']): string => String(batch ?? 'none');

/** The finding in one sentence. */
export function describeBatch({ datasets, departments }: BatchProgress): string {
  const complete = departments.filter(({ state }) => state === 'complete').length;
  const late = departments.filter((department) => department.late).length;
  return [
    `${formatNumber(departments.length)} 个部门中 ${formatNumber(complete)} 个已全部挂接`,
    datasets.total === 0
      ? '还没有发布的信息资源'
      : `${formatNumber(datasets.total)} 项信息资源中已挂接 ${formatNumber(datasets.linked)} 项`,
    ...(late === 0 ? [] : [`${formatNumber(late)} 个部门已超过期限`]),
  ].join('，');
}

export const linkStates = [
  ['linked', '已挂接', 'good', '信息中心已验收至少一种归集方式'],
  ['onTrial', '待验收', 'waiting', '数据已入库，等信息中心验收'],
  ['unlinked', '未挂接', 'idle', '目录已发布，还没有数据入库'],
] as const satisfies readonly (readonly [keyof DatasetCounts, string, Tone, string])[];

/** The values of the filter on the page of datasets. */
export const datasetFilters = { linked: 'linked', onTrial: 'on-trial', unlinked: 'unlinked' } as const;
