import type { DatasetStatus } from '../../../../schemas/catalogue/dataset-version.ts';
import { catalogueActionNames } from '../../../../schemas/catalogue/labels.ts';
import { paperKindNames } from '../../../../schemas/collection/archive-names.ts';
import { channelNames } from '../../../../schemas/collection/channel-names.ts';
import type { Channel } from '../../../../schemas/collection/delivery.ts';
import type { EventRecord } from '../../../../schemas/kernel/event-record.ts';
import { decisionNames } from '../../collection/sources/decision-names.ts';
import { formatNumber } from '../../shared/format-number.ts';

const versionWords: Readonly<Record<string, string>> = {
  draft: catalogueActionNames.drafted,
  submitted: catalogueActionNames.submitted,
  returned: catalogueActionNames.returned,
  registered: catalogueActionNames.approved,
  published: catalogueActionNames.published,
  withdrawn: catalogueActionNames.withdrawn,
  superseded: '被新版本取代',
} satisfies Record<DatasetStatus | 'superseded', string>;

const sourceWords: Readonly<Record<string, string>> = {
  ...decisionNames,
  failing: '读取开始失败',
  recovered: '恢复正常读取',
};

const paperWords: Readonly<Record<string, string>> = paperKindNames;

const channelWords: Readonly<Record<string, string>> = channelNames satisfies Record<Channel, string>;

/** Says in a few words what happened to a dataset's version, link, source or archive. */
export function describeEvent({ kind, channel = '', version, action = '', to, counts }: EventRecord): string {
  const channelName = channelWords[channel] ?? channel;
  if (kind === 'dataset-version')
    return `目录第 ${version ?? ''} 版${action === 'seeded' ? catalogueActionNames.seeded : (versionWords[to] ?? to)}`;
  if (kind === 'link')
    return to === 'linked'
      ? `${channelName}挂接经信息中心确认，${formatNumber(counts?.['records'] ?? 0)} 条记录对外公开`
      : `${channelName}第一次入库，开始试运行`;
  if (kind === 'archive') return describePaper(action, to, counts);
  return `${channelName}数据源${sourceWords[action] ?? action}${describeCounts(counts)}`;
}

function describePaper(kind: string, to: string, counts: EventRecord['counts'] = {}): string {
  const { number = 1 } = counts;
  return `资料${to === 'withdrawn' ? '撤回' : '存入'}：${paperWords[kind] ?? kind}，第 ${number} 版`;
}

function describeCounts(counts: EventRecord['counts'] = {}): string {
  const { rows, rejected = 0, failures } = counts;
  if (failures !== undefined) return `，此前连续失败 ${formatNumber(failures)} 次`;
  if (rows === undefined) return '';
  return rejected === 0
    ? `，首页 ${formatNumber(rows)} 行`
    : `，首页 ${formatNumber(rows)} 行中有 ${formatNumber(rejected)} 行不合要求`;
}
