import { setTimeout as delay } from 'node:timers/promises';
import * as dispatches from '../../schemas/sharing/dispatch-routes.ts';
import type { Walkers } from './walk-routes.ts';

const waitMs = 150_000;

/** A department that is told by mail and webhook, and gets a new secret; early, so that later steps give it notices. */
export async function walkChannels({ provider: { api } }: Walkers): Promise<number> {
  const { lockVersion } = await api.call(dispatches.readNoticeChannelsRoute, {});
  let kept = await api.call(dispatches.keepNoticeChannelsRoute, {
    body: {
      mail: { addresses: ['xinxike@example.gov.cn'], without: [] },
      // Nobody listens there, and it is not listed.
      webhook: { url: 'http://127.0.0.1:1/notices', isOn: true, without: [] },
      lockVersion,
    },
  });
  for (let made = 0; made < 3; made += 1)
    ({ channels: kept } = await api.call(dispatches.makeWebhookSecretRoute, {
      body: { lockVersion: kept.lockVersion },
    }));
  return kept.lockVersion;
}

/** Tests both ways, and reads how they ended; one is sent again. */
export async function walkDispatches({ provider: { api }, operator }: Walkers) {
  for (const way of ['mail', 'webhook'] as const) await api.call(dispatches.testNoticeChannelRoute, { body: { way } });
  const listed = async () =>
    (await api.call(dispatches.listDispatchesRoute, { query: { limit: '200' } })).items.filter(
      ({ log }) => log.length > 0,
    );
  const isTried = (part: string, found: Awaited<ReturnType<typeof listed>>) =>
    found.some(({ id }) => id.includes(part));
  const untilMs = Date.now() + waitMs;
  let tried = await listed();
  while (!['test-mail', 'test-webhook', '-digest'].every((part) => isTried(part, tried))) {
    if (Date.now() > untilMs) throw new Error(`only ${tried.map(({ id }) => id).join(', ')} were tried`);
    await delay(2_000);
    tried = await listed();
  }
  const mail = tried.find(({ id }) => id.includes('test-mail'));
  const { replayed } = await api.call(dispatches.replayDispatchesRoute, { body: { dispatches: [mail?.id ?? ''] } });
  const seen = await operator.api.call(dispatches.listDispatchesRoute, { query: { department: 'public-security' } });
  return {
    mail: mail?.state,
    webhook: tried.find(({ id }) => id.includes('test-webhook'))?.log[0]?.outcome,
    replayed,
    seen: seen.items.length > 0,
  };
}
