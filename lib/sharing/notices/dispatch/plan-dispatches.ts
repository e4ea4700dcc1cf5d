import type { Day, Instant } from '../../../../schemas/kernel/day.ts';
import type { NoticeChannels, WebhookHealth } from '../../../../schemas/sharing/notice-channels.ts';
import type { Dispatch } from '../../../../schemas/sharing/notice-dispatch.ts';
import type { Notice } from '../../../../schemas/sharing/notice.ts';
import { dayInShanghai, secondsAfter, startOfDay } from '../../../kernel/instant.ts';
import type { DispatchPorts, DigestTime } from './ports.ts';

/** Days that are tried for a notice: the digest of the first may have been sent already. */
const maxDays = 3;
const daySeconds = 24 * 3600;

export type PlanPorts = Pick<DispatchPorts, 'channels' | 'putDispatch' | 'addToDigest' | 'now' | 'digestTime'>;

/** Writes down by which ways a notice is to be sent. Can be repeated: a message's id follows from its notice. */
export async function planDispatches(notice: Notice, ports: PlanPorts): Promise<void> {
  const stored = await ports.channels(notice.department);
  if (stored === undefined) return;
  const { channels } = stored;
  if (goesByWebhook(notice, channels)) await ports.putDispatch(webhookDispatch(notice, ports.now()));
  if (channels.mail.addresses.length > 0 && !channels.mail.without.includes(notice.kind))
    await addToNextDigest(notice, ports);
}

function goesByWebhook({ kind }: Pick<Notice, 'kind'>, { webhook }: NoticeChannels): boolean {
  return isCallable(webhook) && !webhook.without.includes(kind) && kind !== 'webhook-paused';
}

/** A webhook that is on and can be signed. */
export function isCallable<Webhook extends NoticeChannels['webhook']>(
  webhook: Webhook,
): webhook is NonNullable<Webhook> {
  return webhook !== undefined && webhook.isOn && webhook.secret !== undefined;
}

/** Its messages wait until the settings are saved again. */
export function isPaused({ pausedAt }: WebhookHealth): boolean {
  return pausedAt !== undefined;
}

function webhookDispatch({ id, department, kind }: Notice, now: Instant): Dispatch {
  return {
    id: `${id}-webhook`,
    department,
    way: 'webhook',
    notices: [id],
    kind,
    state: 'waiting',
    createdAt: now,
    dueAt: now,
    tries: 0,
    log: [],
  };
}

async function addToNextDigest({ id, department }: Notice, ports: PlanPorts): Promise<void> {
  let digest = nextDigest(ports.now(), ports.digestTime);
  for (let tried = 0; tried < maxDays; tried += 1) {
    if (await ports.addToDigest({ department, notice: id, ...digest })) return;
    digest = followingDigest(digest.day, ports.digestTime);
  }
}

type DigestDay = { readonly day: Day; readonly dueAt: Instant };

/** The digest that has not been due yet: today's, or from its time on that of tomorrow. */
export function nextDigest(now: Instant, time: DigestTime): DigestDay {
  const day = dayInShanghai(now);
  if (time === 'at-once') return { day, dueAt: secondsAfter(now, 60) };
  const dueAt = momentOf(day, time);
  return now < dueAt ? { day, dueAt } : followingDigest(day, time);
}

function followingDigest(day: Day, time: DigestTime): DigestDay {
  const next = dayInShanghai(secondsAfter(startOfDay(day), daySeconds));
  return { day: next, dueAt: momentOf(next, time) };
}

function momentOf(day: Day, time: DigestTime): Instant {
  const [hours = 0, minutes = 0] = time === 'at-once' ? [] : time.split(':').map(Number);
  return secondsAfter(startOfDay(day), hours * 3600 + minutes * 60);
}
