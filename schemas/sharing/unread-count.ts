import { z } from 'zod';
import { route } from '../kernel/route.ts';

/** The bar shows no more than this; it loads this file on each page. */
export const maxUnreadCounted = 100;

export const UnreadCount = z.object({ unread: z.int().min(0).max(maxUnreadCounted) });

export const countUnreadNoticesRoute = route({
  operation: 'count-unread-notices',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/notices/unread-count',
  summary: '查看最近 100 条消息中您未读的有多少条。',
  callers: 'signed-in',
  params: z.object({}),
  query: z.object({}),
  body: null,
  answer: { status: 200, body: UnreadCount },
  refusals: {},
});
