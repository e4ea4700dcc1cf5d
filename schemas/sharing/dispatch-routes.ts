import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Day } from '../kernel/day.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { NewNoticeChannels, NoticeChannelsView } from './notice-channels.ts';
import { Dispatch, DispatchId, DispatchState, DispatchWay } from './notice-dispatch.ts';
import { sharingRefusals as refusals } from './refusals.ts';

const none = z.object({});
/** As those of a unit's people. */
const callers = ['provider', 'operator', 'supervisor'] as const;

export const maxReplayedDays = 7;
export const maxReplayed = 200;

export const readNoticeChannelsRoute = route({
  operation: 'read-notice-channels',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/notice-channels',
  summary: '查看本部门的通知设置：每日汇总邮件的收件邮箱、推送地址，以及各自不发的消息种类。',
  callers,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, body: NoticeChannelsView },
  refusals: {},
});

export const keepNoticeChannelsRoute = route({
  operation: 'keep-notice-channels',
  room: 'sharing',
  method: 'PUT',
  path: '/api/v1/notice-channels',
  summary: '写出本部门的全部通知设置；已暂停的推送随之恢复，推送地址不写的不再推送。',
  callers,
  params: none,
  query: none,
  body: NewNoticeChannels,
  answer: { status: 200, body: NoticeChannelsView },
  refusals: {},
});

export const makeWebhookSecretRoute = route({
  operation: 'make-webhook-secret',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/notice-channels/webhook-secret',
  summary: '生成或更换本部门推送的签名密钥。密钥只在这次的答复中出现；更换后 24 小时内，推送同时带有新旧两个签名。',
  callers,
  params: none,
  query: none,
  body: z.object({ lockVersion: z.int().min(1) }).strict(),
  answer: { status: 200, body: z.object({ secret: z.string(), channels: NoticeChannelsView }).strict() },
  refusals: { 'webhook-not-kept': refusals['webhook-not-kept'] },
});

export const testNoticeChannelRoute = route({
  operation: 'test-notice-channel',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/notice-channels/test',
  summary: '给本部门发一封测试邮件或一条测试推送；一分钟内发出，结果见发送记录。',
  callers,
  params: none,
  query: none,
  body: z.object({ way: DispatchWay }).strict(),
  answer: { status: 202, body: Dispatch },
  refusals: { 'way-not-kept': refusals['way-not-kept'] },
});

export const listDispatchesRoute = route({
  operation: 'list-dispatches',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/notice-dispatches',
  summary: '逐页列出本部门消息的发送记录，最近的在前；信息中心可以看其他部门的。',
  callers,
  params: none,
  query: PageQuery.extend({
    department: DepartmentId.optional(),
    way: DispatchWay.optional(),
    state: DispatchState.optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(Dispatch) },
  refusals: { 'dispatches-not-yours': refusals['dispatches-not-yours'] },
});

export const replayDispatchesRoute = route({
  operation: 'replay-dispatches',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/notice-dispatches/replay',
  summary: `再次发送本部门的消息：写明的几条，或不超过 ${maxReplayedDays} 天中推送的全部，一次最多 ${maxReplayed} 条。消息编号不变，接收系统可以据此去重。`,
  callers,
  params: none,
  query: none,
  body: z.union([
    z.object({ dispatches: z.array(DispatchId).min(1).max(maxReplayed) }).strict(),
    z.object({ from: Day, to: Day }).strict(),
  ]),
  answer: {
    status: 200,
    body: z.object({ replayed: z.int().min(0), hasMore: z.boolean() }).strict(),
  },
  refusals: { 'period-not-valid': refusals['period-not-valid'] },
});

export const dispatchRoutes = [
  readNoticeChannelsRoute,
  keepNoticeChannelsRoute,
  makeWebhookSecretRoute,
  testNoticeChannelRoute,
  listDispatchesRoute,
  replayDispatchesRoute,
] as const;
