import { noticePhrases } from '../../../schemas/sharing/notice-phrases.ts';
import type { Notice } from '../../../schemas/sharing/notice.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';
import { chineseDay } from '../../kernel/instant.ts';

/** Title and sentence of a notice. */
export function describeNotice({ kind, facts }: Pick<Notice, 'kind' | 'facts'>) {
  const { title, detail } = noticePhrases[kind];
  const { dataset = '信息资源', datasetName = dataset, due } = facts;
  return {
    title,
    detail: fillPhrase(detail, { dataset: datasetName, due: due === undefined ? '规定的期限' : chineseDay(due) }),
  };
}
