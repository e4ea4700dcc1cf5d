import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { Notice, NoticeId } from './notice.ts';
import { countUnreadNoticesRoute, UnreadCount } from './unread-count.ts';

const none = z.object({});

/** A notice in words; `address` is the path of its page. */
export const NoticeView = Notice.omit({ department: true, audience: true })
  .extend({ title: z.string(), detail: z.string(), address: z.string(), isRead: z.boolean() })
  .strict();
export type NoticeView = z.infer<typeof NoticeView>;

export const listNoticesRoute = route({
  operation: 'list-notices',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/notices',
  summary: '逐页列出本部门的消息，最近的在前：轮到本部门办理的申请、办理结果、数据更新、报送退回等；可只看您未读的。',
  callers: 'signed-in',
  params: none,
  query: PageQuery.extend({ unread: z.literal('true').optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(NoticeView) },
  refusals: {},
});

export const readNoticesRoute = route({
  operation: 'read-notices',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/notices/read',
  summary: '把列出的消息，或最近 500 条消息全部标为您已读；不影响同事。重复标记没有影响，不是本部门的消息被忽略。',
  callers: 'signed-in',
  params: none,
  query: none,
  body: z.object({ notices: z.union([z.literal('all'), z.array(NoticeId).min(1).max(200)]) }).strict(),
  answer: { status: 200, body: UnreadCount },
  refusals: {},
});

export const noticeRoutes = [listNoticesRoute, countUnreadNoticesRoute, readNoticesRoute] as const;
