import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { noticeAddress } from '../../../schemas/sharing/notice-phrases.ts';
import type { listNoticesRoute, NoticeView, readNoticesRoute } from '../../../schemas/sharing/notice-routes.ts';
import { type Notice, NoticeId } from '../../../schemas/sharing/notice.ts';
import { type countUnreadNoticesRoute, maxUnreadCounted } from '../../../schemas/sharing/unread-count.ts';
import { readCursor, writeCursor } from '../../kernel/cursor.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { describeNotice } from './describe-notice.ts';
import type { NoticeRepository, StoredNotice } from './ports.ts';

/** A page examines no more, and may be short. */
const maxExamined = 1_000;
/** More than a department gets in weeks; older ones keep their mark. */
const maxMarked = 500;
const writesAtOnce = 16;

/** Lists the notices of the caller's department that are for the caller's roles, the newest first. */
export async function listNotices(
  { caller, query }: Pick<RouteInput<typeof listNoticesRoute>, 'caller' | 'query'>,
  ports: Pick<NoticeRepository, 'notices'>,
) {
  const { cursor, limit, unread } = query;
  const scope = `notices/${caller.department}/${unread ?? ''}`;
  const before = cursor === undefined ? undefined : readCursor(scope, NoticeId, cursor);
  if (before === null) return refused('cursor-not-valid');
  const items: NoticeView[] = [];
  let examined = 0;
  let last: string | undefined;
  for await (const notice of ports.notices({ department: caller.department, before })) {
    if ((items.length === limit || examined === maxExamined) && last !== undefined)
      return { items, next: writeCursor(scope, last) };
    examined += 1;
    last = notice.id;
    if (isFor(caller, notice) && (unread === undefined || !notice.readBy.has(caller.subject)))
      items.push(viewNotice(notice, caller.subject));
  }
  return { items };
}

/** Counts the unread among the newest 100 notices of the department. */
export async function countUnreadNotices(
  { caller }: Pick<RouteInput<typeof countUnreadNoticesRoute>, 'caller'>,
  ports: Pick<NoticeRepository, 'notices'>,
) {
  let unread = 0;
  for (const notice of await newest(caller, maxUnreadCounted, ports))
    if (!notice.readBy.has(caller.subject)) unread += 1;
  return { unread };
}

/** Marks notices as read by the caller: those named, or the newest 500. What the department has not is passed over. */
export async function readNotices(
  { caller, body }: Pick<RouteInput<typeof readNoticesRoute>, 'caller' | 'body'>,
  ports: Pick<NoticeRepository, 'notices' | 'markRead'>,
) {
  const { subject, department } = caller;
  const ids = body.notices === 'all' ? await unreadIds(caller, ports) : body.notices;
  await mapWithConcurrency(writesAtOnce, ids, (id) => ports.markRead({ id, department }, subject));
  return await countUnreadNotices({ caller }, ports);
}

async function unreadIds(caller: Caller, ports: Pick<NoticeRepository, 'notices'>): Promise<readonly string[]> {
  const found = await newest(caller, maxMarked, ports);
  return found.filter(({ readBy }) => !readBy.has(caller.subject)).map(({ id }) => id);
}

async function newest(
  caller: Caller,
  limit: number,
  ports: Pick<NoticeRepository, 'notices'>,
): Promise<readonly StoredNotice[]> {
  const found: StoredNotice[] = [];
  let examined = 0;
  for await (const notice of ports.notices({ department: caller.department })) {
    if (isFor(caller, notice)) found.push(notice);
    examined += 1;
    if (examined === limit) break;
  }
  return found;
}

/** Everyone of a department knows what it applied for; what it decides as provider or centre is known to that role. */
function isFor({ roles }: Caller, { audience }: Notice): boolean {
  return audience === 'everyone' || roles.includes(audience);
}

function viewNotice({ id, kind, at, facts, readBy }: StoredNotice, account: string): NoticeView {
  return {
    id,
    kind,
    at,
    ...describeNotice({ kind, facts }),
    address: noticeAddress(kind, facts),
    facts,
    isRead: readBy.has(account),
  };
}
