import { channelNames } from '../../../schemas/collection/channel-names.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import type { Paper, PaperNames } from '../update-sheets/sheet-paper.ts';

/** The receipt of a link's confirmation (验收回执); undefined before it is confirmed. */
export function receiptPaper(
  { channel, since, receipt }: LinkState,
  { name, dataset, department }: PaperNames & { readonly name: string },
): Paper | undefined {
  if (receipt === undefined) return undefined;
  const { number, confirmedAt, records, comment } = receipt;
  return {
    title: '数据挂接验收回执',
    reference: `${channelNames[channel]}挂接验收回执 ${number}`,
    rows: [
      ['信息资源', `${name}（${dataset}）`],
      ['提供部门', department],
      ['归集方式', channelNames[channel]],
      ['首次入库', `${minuteInShanghai(since)}（北京时间）`],
      ['验收时间', `${minuteInShanghai(confirmedAt)}（北京时间）`],
      ['验收时记录数', `${records} 条`],
      ['验收意见', comment ?? '同意挂接'],
      ['回执编号', number],
    ],
    notes: ['本回执由漯河市政务信息资源共享交换平台生成，验收记录以平台为准。'],
    parties: [`${department}（盖章）`, '市政府信息中心（盖章）'],
    madeAt: confirmedAt,
  };
}
