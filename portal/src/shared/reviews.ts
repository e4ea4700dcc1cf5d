import { z } from 'zod';

/** The kinds of tasks of the information centre; their order is that of the tabs. */
export const ReviewKind = z.enum([
  'drafts-to-review',
  'drafts-to-publish',
  'links-to-confirm',
  'sources-to-confirm',
  'sheets-to-confirm',
  'deliveries-to-approve',
]);
export type ReviewKind = z.infer<typeof ReviewKind>;

// prettier-ignore
export const kindNames = {
  'drafts-to-review': '待审核目录',
  'drafts-to-publish': '待发布目录',
  'links-to-confirm': '待验收挂接',
  'sources-to-confirm': '待确认数据源',
  'sheets-to-confirm': '待确认更新表',
  'deliveries-to-approve': '待放行报送',
} as const satisfies Record<ReviewKind, string>;

/** Where one thing of a kind is decided; ids in addresses are never personal data. */
export const reviewAddress = (kind: ReviewKind, ids: Readonly<Record<string, string>>): string =>
  `/reviews?${new URLSearchParams({ kind, ...ids }).toString()}`;
