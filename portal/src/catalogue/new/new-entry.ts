import { z } from 'zod';
import { DraftContent } from '../editor/draft-content.ts';

/** A dataset that is not in the catalogue yet, as it is being typed. */
export const NewEntry = z.object({ dataset: z.string(), classificationCode: z.string(), content: DraftContent });
export type NewEntry = z.infer<typeof NewEntry>;

type Provider = { readonly id: string; readonly name: string };

/** Nothing but what the department's entries have in common. */
export function emptyEntry({ id, name }: Provider): NewEntry {
  return {
    dataset: '',
    classificationCode: '',
    content: {
      metadata: {
        classification: {
          class: '部门信息资源',
          item: '省（区、市）及其下各级政务部门',
          subject: '漯河市',
          detail: name,
        },
        name: '',
        aliases: [],
        provider: id,
        summary: '',
        format: { class: '电子表格', formats: ['xlsx'] },
        shareType: 2,
        shareCondition: '',
        shareMethod: '服务接口',
        open: { type: '3' },
        updateCycle: '4',
        relatedCodes: [],
        keywords: [],
        sensitivity: 1,
      },
      fields: [],
      key: [],
      rules: [],
      onRejectedRows: 'keep-good-rows',
      toBeConfirmed: [],
    },
  };
}

export type Missing = { readonly pointer: string; readonly detail: string };

const datasetShape = /^[a-z][a-z0-9-]{1,59}$/;
const classificationShape = /^[123]\d{2}\d{3}[0-9A-Z]{0,20}$/;
const fieldKeyShape = /^[a-z][a-z0-9_]{0,39}$/;

/** What the platform needs before it can keep a draft; the rest may be completed later. */
export function listMissing({ dataset, classificationCode, content }: NewEntry): readonly Missing[] {
  const { metadata, fields, key } = content;
  const name = metadata.name.trim();
  return [
    ...missing(name.length >= 2 && name.length <= 100, '/metadata/name', '请填写信息资源名称，2 至 100 个字。'),
    ...missing(
      datasetShape.test(dataset),
      '/dataset',
      '请填写标识：以小写字母开头，由小写字母、数字和短横线组成，2 至 60 个字符。',
    ),
    ...missing(
      classificationCode === '' || classificationShape.test(classificationCode),
      '/classificationCode',
      '分类代码应为 6 位数字（类 1 位、项 2 位、目 3 位），后接细目代码；不清楚时请留空。',
    ),
    ...missing(
      metadata.summary.trim() !== '' && metadata.summary.length <= 1000,
      '/metadata/summary',
      '请填写摘要，不超过 1000 个字。',
    ),
    ...missing(metadata.format.formats.length > 0, '/metadata/format/formats', '请填写具体格式，例如 xlsx。'),
    ...missing(fields.length > 0, '/fields', '请至少增加一项信息项，或从现有工作簿建议。'),
    ...fields.flatMap(({ label, key: fieldKey, length }, at) => [
      ...missing(label.trim() !== '', `/fields/${at}/label`, `请填写第 ${at + 1} 项的名称。`),
      ...missing(
        fieldKeyShape.test(fieldKey),
        `/fields/${at}/key`,
        `第 ${at + 1} 项的字段名须以小写字母开头，由小写字母、数字和下划线组成。`,
      ),
      ...missing(length >= 1, `/fields/${at}/length`, `请填写第 ${at + 1} 项的长度。`),
    ]),
    ...missing(fields.length === 0 || key.length > 0, '/fields/0/in-key', '请至少勾选一项作主键。'),
  ];
}

const missing = (isThere: boolean, pointer: string, detail: string): readonly Missing[] =>
  isThere ? [] : [{ pointer, detail }];
