import type { Caller } from '../../../../schemas/departments/caller.ts';
import { refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type {
  keepNoticeChannelsRoute,
  makeWebhookSecretRoute,
  testNoticeChannelRoute,
} from '../../../../schemas/sharing/dispatch-routes.ts';
import type { NoticeChannels, NoticeChannelsView } from '../../../../schemas/sharing/notice-channels.ts';
import type { Dispatch } from '../../../../schemas/sharing/notice-dispatch.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { isCallable, isPaused } from './plan-dispatches.ts';
import type { ChannelPorts, DispatchRepository, StoredChannels } from './ports.ts';
import { webhookSecretName } from './webhook-secret-name.ts';

/** A test does not wait behind what a receiver has not taken. */
const beforeAll = '2000-01-01T00:00:00.000Z';

/** The settings of the caller's own department: addresses are personal data, which no other sees. */
export async function readNoticeChannels(
  { caller }: { readonly caller: Caller },
  ports: Pick<ChannelPorts, 'channels' | 'sendsMail'>,
): Promise<NoticeChannelsView> {
  return viewChannels(await ports.channels(caller.department), ports);
}

/**
 * Replaces the settings of the caller's department, and lets a paused webhook go on; the change is recorded first,
 * without addresses. Refuses `changed-meanwhile` when somebody else was faster.
 */
export async function keepNoticeChannels(
  { caller, body }: Pick<RouteInput<typeof keepNoticeChannelsRoute>, 'caller' | 'body'>,
  ports: ChannelPorts,
) {
  const { department } = caller;
  const before = (await ports.channels(department))?.channels;
  if ((before?.lockVersion ?? 0) !== body.lockVersion) return refused('changed-meanwhile');
  const { mail, webhook, lockVersion } = body;
  const channels: NoticeChannels = {
    department,
    mail,
    ...(webhook === undefined ? {} : { webhook: { ...webhook, ...definedOnly({ secret: before?.webhook?.secret }) } }),
    lockVersion: lockVersion + 1,
    changed: { at: ports.now(), by: caller.subject, name: caller.name },
  };
  const detail = {
    addresses: mail.addresses.length,
    webhook: webhook?.isOn ?? null,
    lockVersion: channels.lockVersion,
  };
  await ports.recordChange({
    by: caller.subject,
    via: 'api',
    what: 'notice-channels-changed',
    target: department,
    why: '本部门更新通知设置',
    detail: JSON.stringify(detail),
  });
  if (!(await ports.saveChannels(channels))) return refused('changed-meanwhile');
  return viewChannels({ channels, health: { failures: 0 } }, ports);
}

/**
 * Makes a signing secret, which is shown in this answer alone. The one before it signs for a day more; a request that
 * is repeated makes another one. Refuses `webhook-not-kept` without an address.
 */
export async function makeWebhookSecret(
  { caller, body }: Pick<RouteInput<typeof makeWebhookSecretRoute>, 'caller' | 'body'>,
  ports: ChannelPorts,
) {
  const { department } = caller;
  const before = (await ports.channels(department))?.channels;
  if (before?.webhook === undefined) return refused('webhook-not-kept');
  if (before.lockVersion !== body.lockVersion) return refused('changed-meanwhile');
  const [current, secret, at] = [ports.newSecretId(), ports.makeSecret(), ports.now()];
  const old = before.webhook.secret;
  const channels: NoticeChannels = {
    ...before,
    webhook: { ...before.webhook, secret: { current, since: at, ...definedOnly({ previous: old?.current }) } },
    lockVersion: before.lockVersion + 1,
    changed: { at, by: caller.subject, name: caller.name },
  };
  const why = '本部门生成推送的签名密钥';
  await ports.recordChange({ by: caller.subject, via: 'api', what: 'webhook-secret-changed', target: department, why });
  await ports.keepSecret(webhookSecretName(department, current), secret);
  if (!(await ports.saveChannels(channels))) {
    await ports.forgetSecret(webhookSecretName(department, current));
    return refused('changed-meanwhile');
  }
  if (old?.previous !== undefined) await ports.forgetSecret(webhookSecretName(department, old.previous));
  return { secret, channels: viewChannels({ channels, health: { failures: 0 } }, ports) };
}

/** Writes down a test message, which the worker sends within a minute. Refuses `way-not-kept`. */
export async function testNoticeChannel(
  { caller, body: { way } }: Pick<RouteInput<typeof testNoticeChannelRoute>, 'caller' | 'body'>,
  ports: Pick<ChannelPorts, 'channels' | 'now' | 'sendsMail'> & Pick<DispatchRepository, 'putDispatch'>,
) {
  const { department } = caller;
  const stored = await ports.channels(department);
  const isKept =
    way === 'webhook'
      ? stored !== undefined && isCallable(stored.channels.webhook) && !isPaused(stored.health)
      : ports.sendsMail() && (stored?.channels.mail.addresses.length ?? 0) > 0;
  if (!isKept) return refused('way-not-kept');
  const at = ports.now();
  const dispatch: Dispatch = {
    id: `${at.replaceAll(/\D/g, '')}-test-${way}`,
    department,
    way,
    notices: [],
    state: 'waiting',
    createdAt: at,
    dueAt: beforeAll,
    tries: 0,
    log: [],
  };
  await ports.putDispatch(dispatch);
  return dispatch;
}

function viewChannels(
  stored: StoredChannels | undefined,
  { sendsMail }: Pick<ChannelPorts, 'sendsMail'>,
): NoticeChannelsView {
  if (stored === undefined) return { mail: { addresses: [], without: [] }, lockVersion: 0, sendsMail: sendsMail() };
  const { channels, health } = stored;
  const { department: _, webhook, ...shown } = channels;
  return { ...shown, ...definedOnly({ webhook: viewWebhook(webhook, health) }), sendsMail: sendsMail() };
}

function viewWebhook(webhook: NoticeChannels['webhook'], { failingSince, pausedAt }: StoredChannels['health']) {
  if (webhook === undefined) return undefined;
  const { secret, ...shown } = webhook;
  return { ...shown, ...definedOnly({ secretSince: secret?.since, failingSince, pausedAt }) };
}
