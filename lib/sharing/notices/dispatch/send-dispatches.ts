import type { NoticeChannels } from '../../../../schemas/sharing/notice-channels.ts';
import type { Dispatch } from '../../../../schemas/sharing/notice-dispatch.ts';
import type { Notice } from '../../../../schemas/sharing/notice.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { mapWithConcurrency } from '../../../kernel/map-with-concurrency.ts';
import { isCallable, isPaused, planDispatches } from './plan-dispatches.ts';
import type { DispatchEnd, DispatchPorts, SendResult, StoredChannels } from './ports.ts';
import { endOf, healthAfter, isDown } from './retry-rules.ts';
import { testBody, webhookBody } from './webhook-body.ts';
import { webhookSecretName } from './webhook-secret-name.ts';
import { writeDigest, writeTestMail } from './write-digest.ts';

/** A try takes 10 seconds at the most; what is begun is written down before the function times out. */
const reservedMs = 15_000;
/** A lane leaves the run to others after this. */
const maxLaneMs = 20_000;
const maxOfLane = 25;
const lanesAtOnce = 16;
/** A try whose worker died is repeated after this. */
const claimSeconds = 180;
const overlapSeconds = 24 * 3600;

type Run = { readonly remainingMs: () => number };

/**
 * Sends what is due: each department's mail and webhook by itself, so that a slow receiver holds up no other. A message
 * is claimed, sent, then marked; a worker that dies in between sends it again with the same id.
 */
export async function sendDispatches(ports: DispatchPorts, run: Run): Promise<void> {
  const all = await ports.allChannels();
  // Those that answer go first: the others may use up the run.
  const ordered = all.toSorted((one, other) => one.health.failures - other.health.failures);
  await Promise.all([
    mapWithConcurrency(lanesAtOnce, ordered, async (stored) => await runLane(stored, 'webhook', ports, run)),
    mapWithConcurrency(4, ordered, async (stored) => await runLane(stored, 'mail', ports, run)),
  ]);
}

async function runLane(
  stored: StoredChannels,
  way: Dispatch['way'],
  ports: DispatchPorts,
  { remainingMs }: Run,
): Promise<void> {
  if (way === 'webhook' && isPaused(stored.health)) return;
  const { department } = stored.channels;
  const startedMs = remainingMs();
  let { health } = stored;
  try {
    for (const due of await ports.dueDispatches({ department, way }, ports.now(), maxOfLane)) {
      if (remainingMs() < reservedMs || startedMs - remainingMs() > maxLaneMs) return;
      const claimed = await ports.claim(due, secondsAfter(ports.now(), claimSeconds));
      if (claimed === null) continue;
      const result = await trySending(claimed, stored.channels, ports);
      const end = endOf(claimed, result, ports.now());
      if (way === 'webhook') health = await keepHealth({ channels: stored.channels, health }, end, ports);
      await ports.settle(claimed, end);
      if (isDown(result) || isPaused(health)) return;
    }
  } catch (error) {
    // Of one lane; its claims run out.
    ports.noteFailure({ way }, error);
  }
}

async function trySending(dispatch: Dispatch, channels: NoticeChannels, ports: DispatchPorts): Promise<SendResult> {
  try {
    return dispatch.way === 'webhook'
      ? await callWebhook(dispatch, channels, ports)
      : await mailDigest(dispatch, channels, ports);
  } catch (error) {
    ports.noteFailure(dispatch, error);
    return { outcome: 'not-sent' };
  }
}

async function callWebhook(dispatch: Dispatch, { webhook }: NoticeChannels, ports: DispatchPorts): Promise<SendResult> {
  const { department, notices, createdAt } = dispatch;
  if (!isCallable(webhook) || webhook.secret === undefined) return { outcome: 'switched-off' };
  const [id] = notices;
  const notice = id === undefined ? undefined : await ports.notice(department, id);
  if (id !== undefined && notice === undefined) return { outcome: 'notice-gone' };
  const { current, previous, since } = webhook.secret;
  const overlaps = previous !== undefined && ports.now() < secondsAfter(since, overlapSeconds);
  return await ports.postWebhook({
    department,
    url: webhook.url,
    id: id ?? dispatch.id,
    body: notice === undefined ? testBody(department, createdAt) : webhookBody(notice, ports.portal),
    secrets: [current, ...(overlaps ? [previous] : [])].map((secret) => webhookSecretName(department, secret)),
  });
}

async function mailDigest(dispatch: Dispatch, { mail }: NoticeChannels, ports: DispatchPorts): Promise<SendResult> {
  const { department, id, notices: ids } = dispatch;
  const { portal } = ports;
  const to = mail.addresses;
  if (to.length === 0) return { outcome: 'switched-off' };
  const name = await ports.departmentName(department);
  if (ids.length === 0) return await ports.sendMail({ to, ...writeTestMail({ id, name, portal }) });
  const found = await mapWithConcurrency(8, ids, async (notice) => await ports.notice(department, notice));
  const notices = found.filter((notice): notice is Notice => notice !== undefined);
  if (notices.length === 0) return { outcome: 'notice-gone' };
  const day = id.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
  return await ports.sendMail({ to, ...writeDigest(notices, { department, name, day, portal }) });
}

/** Tells the department of a pause before it begins: a worker that dies in between pauses at the next try. */
async function keepHealth({ channels, health }: StoredChannels, end: DispatchEnd, ports: DispatchPorts) {
  const after = healthAfter(health, end);
  if (after.failures === health.failures && after.pausedAt === health.pausedAt) return health;
  if (isPaused(after) && !isPaused(health)) await tellOfPause(channels, after.failingSince ?? end.try.at, ports);
  await ports.saveHealth(channels, definedOnly(after));
  return after;
}

async function tellOfPause({ department }: NoticeChannels, since: string, ports: DispatchPorts): Promise<void> {
  const kind = 'webhook-paused';
  const notice: Notice = {
    id: `${since.replaceAll(/\D/g, '')}-${ports.hash([kind, department, since].join('#')).slice(0, 24)}`,
    kind,
    department,
    audience: 'everyone',
    at: ports.now(),
    facts: {},
  };
  await ports.putNotice(notice);
  await planDispatches(notice, ports);
}
