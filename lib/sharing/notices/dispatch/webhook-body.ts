import type { Instant } from '../../../../schemas/kernel/day.ts';
import { noticeAddress } from '../../../../schemas/sharing/notice-phrases.ts';
import type { Notice } from '../../../../schemas/sharing/notice.ts';

/**
 * The body by Standard Webhooks: type, time of the event, and ids only.
 *
 *     { "type": "notice.grant-ending", "timestamp": "2026-12-01T02:00:00.000Z",
 *       "data": { "notice": "2026…-5b1f…", "department": "…", "grant": "01JD…", "page": "https://…/grants/01JD…" } }
 */
export function webhookBody({ id, kind, department, at, facts }: Notice, portal: string): string {
  const { datasetName: _, ...ids } = facts;
  return JSON.stringify({
    type: `notice.${kind}`,
    timestamp: at,
    data: { notice: id, department, ...ids, page: `${portal}${noticeAddress(kind, facts)}` },
  });
}

export function testBody(department: string, at: Instant): string {
  return JSON.stringify({ type: 'notice.test', timestamp: at, data: { department } });
}
