import type {
  Delivery,
  DeliveryOutcome,
  DeliveryReceipt,
  DeliveryStatus,
  RowCounts,
} from '../../../schemas/collection/delivery.ts';
import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { describeRows, findingTitle } from '../../kernel/finding-text.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { textWidth } from '../../kernel/text-width.ts';
import { formatCount } from './format-amounts.ts';

const modeNames = { full: '全量', increment: '增量' } as const;

const decisionNames = { approved: '放行', discarded: '作废', retried: '重新处理' } as const;

/** Formats the delivery, its row counts, the reason, what became of it, and the next step. */
export function formatReceipt(delivery: DeliveryReceipt, datasetName?: string): string {
  const { rowCounts, reason, outcome, actors } = delivery;
  const hash = delivery.rawHash === undefined ? '' : `，SHA-256 ${delivery.rawHash.slice(0, 16)}…`;
  const isTrial = delivery.status === 'published' && delivery.trial === true && outcome?.state !== 'rolled-back';
  const lines: readonly (readonly [name: string, text: string])[] = [
    ['报送批次', delivery.id],
    ['信息资源', `${formatDataset(delivery, datasetName)}，${modeNames[delivery.mode]}报送`],
    [
      delivery.channel === 'excel' ? '文件' : '来源',
      `${delivery.fileName}（${formatCount(delivery.size)} 字节${hash}）`,
    ],
    [
      '状态',
      `${outcome?.state === 'rolled-back' ? '已回退' : statusNames[delivery.status]}${isTrial ? '（试运行：验收前仅本部门和市政府信息中心可见）' : ''}`,
    ],
    ...(rowCounts === undefined ? [] : formatRowCounts(rowCounts)),
    ...(delivery.findingKinds ?? [])
      .slice(0, maxShownKinds)
      .map((kind, i) => [i === 0 ? '其中' : '', describeKind(kind)] as const),
    ...(reason === undefined ? [] : [['原因', reason.detail] as const]),
    ...delivery.decisions.map((decision) => [decisionNames[decision.kind], formatAct(decision, actors)] as const),
    ...formatOutcome(outcome, actors),
    ['下一步', nextStep(delivery)],
  ];
  return `回执\n${lines.map(([name, text]) => `  ${name}${' '.repeat(10 - textWidth(name))}${text}\n`).join('')}`;
}

const maxShownKinds = 10;

/** `错误 身份证号：长号码被存成数字 12 处，第 4、5 行等` */
function describeKind(kind: FindingKind): string {
  const where = describeRows(kind);
  const field = kind.label === undefined ? '' : `${kind.label}：`;
  return (
    `${kind.severity === 'error' ? '错误' : '提醒'} ${field}${findingTitle(kind.code)} ` +
    `${formatCount(kind.count)} 处${where === '' ? '' : `，${where}`}`
  );
}

type Act = { readonly at: string; readonly by: string; readonly reason?: string | undefined };

type Named = DeliveryReceipt['actors'];

function formatAct({ at, by, reason }: Act, actors: Named): string {
  return `${minuteInShanghai(at)}，${nameActor(actors, by)}${reason === undefined ? '' : `：${reason}`}`;
}

function formatOutcome(outcome: DeliveryOutcome | undefined, actors: Named): (readonly [string, string])[] {
  if (outcome === undefined || outcome.state === 'newest') return [];
  return outcome.state === 'rolled-back'
    ? [['回退', `${formatAct(outcome, actors)}。这批数据不再公开`]]
    : [
        [
          '后来',
          `${minuteInShanghai(outcome.at)} 又公开了批次 ${outcome.delivery}（${nameActor(actors, outcome.by)}）`,
        ],
      ];
}

/** Formats `居民身份证信息（resident-id-cards，目录第 1 版）`. */
function formatDataset({ dataset, version }: Delivery, name: string | undefined): string {
  const details = [
    ...(name === undefined ? [] : [dataset]),
    ...(version === undefined ? [] : [`目录第 ${version} 版`]),
  ];
  return `${name ?? dataset}${details.length === 0 ? '' : `（${details.join('，')}）`}`;
}

/** `equal` tells whether the sum is right. */
export function formatRowCountSum(rowCounts: RowCounts): { readonly text: string; readonly equal: boolean } {
  const { read, rejected, unchanged, changed } = rowCounts;
  const equal = read === rowCounts.new + changed + unchanged + rejected;
  return {
    equal,
    text:
      `读取 ${formatCount(read)} 行 ${equal ? '=' : '≠'} 新增 ${formatCount(rowCounts.new)} + ` +
      `变更 ${formatCount(changed)} + 未变 ${formatCount(unchanged)} + 退回 ${formatCount(rejected)}`,
  };
}

function formatRowCounts(rowCounts: RowCounts): (readonly [string, string])[] {
  const { text, equal } = formatRowCountSum(rowCounts);
  const { removed, retained, errors, warnings } = rowCounts;
  return [
    ['对账', `${text}${equal ? '　✓ 相符' : '　✗ 不符，请把批次编号告诉市政府信息中心'}`],
    ...(removed + retained > 0
      ? [
          [
            '原有记录',
            `不再出现而减少 ${formatCount(removed)} 条${retained > 0 ? `，因有退回的行暂予保留 ${formatCount(retained)} 条` : ''}`,
          ] as const,
        ]
      : []),
    ['问题', errors + warnings === 0 ? '没有' : `错误 ${formatCount(errors)} 处，提醒 ${formatCount(warnings)} 处`],
  ];
}

function nextStep(delivery: DeliveryReceipt): string {
  if (delivery.outcome?.state === 'rolled-back')
    return '公开的数据已恢复到这批数据之前。请与市政府信息中心核对回退的原因，改正后重新报送。';
  return delivery.channel === 'excel' ? nextStepAfterUpload(delivery) : nextStepAfterPull(delivery);
}

function nextStepAfterPull({ status, rowCounts, dataset, channel, id }: Delivery): string {
  switch (status) {
    case 'published':
      return (rowCounts?.rejected ?? 0) > 0
        ? `合格的行已入库。退回的行用 guiji source ${dataset} --channel ${channel} --rejected-rows 查看，在来源中改正后平台会自动再次读取。`
        : '数据已全部入库，不需要再做什么。';
    case 'returned':
      return `请用 guiji findings ${id} 查看问题，在来源中改正；平台会按时再次读取。`;
    case 'awaiting-approval':
      return '请由市政府信息中心放行；如果来源有误，请改正后作废这个批次。';
    case 'failed':
      return '数据没有丢失。请联系市政府信息中心重新处理，并告知批次编号。';
    default:
      return nextStepAfterUpload({ status, rowCounts, id });
  }
}

type UploadOutcome = Pick<Delivery, 'status' | 'rowCounts' | 'id'>;

function nextStepAfterUpload(outcome: UploadOutcome): string {
  return stepsAfterUpload[outcome.status](outcome);
}

const processing = ({ id }: UploadOutcome): string => `系统还在处理。请稍后用 guiji receipt ${id} 查看。`;

const stepsAfterUpload: Readonly<Record<DeliveryStatus, (outcome: UploadOutcome) => string>> = {
  published: (outcome) => {
    const { id, rowCounts } = outcome;
    if ((rowCounts?.rejected ?? 0) > 0)
      return (
        `合格的行已入库。请用 guiji receipt ${id} --annotated 批注.xlsx --rejected-rows 待修改.xlsx 下载，` +
        '在“待修改”文件中改正退回的行，再以增量方式报送。'
      );
    return hasFindings(outcome)
      ? `数据已全部入库。请用 guiji findings ${id} 核对提醒，确实无误的不必修改。`
      : '数据已全部入库，不需要再做什么。';
  },
  returned: (outcome) =>
    hasFindings(outcome)
      ? `请用 guiji findings ${outcome.id} 查看问题，改正后重新报送。`
      : '请按上面的原因处理后重新报送。',
  'awaiting-approval': () => '请由另一位经办人或市政府信息中心放行；如果是漏报，请作废后补全重报。',
  failed: () => '文件没有丢失。请联系市政府信息中心重新处理，并告知批次编号。',
  discarded: () => '这个批次已作废，已公开的数据不受影响。',
  'awaiting-upload': () => '文件还没有到达。如已中断，请重新执行 guiji upload。',
  received: processing,
  ingesting: processing,
  loading: processing,
};

function hasFindings({ rowCounts }: UploadOutcome): boolean {
  return (rowCounts?.errors ?? 0) + (rowCounts?.warnings ?? 0) > 0;
}
