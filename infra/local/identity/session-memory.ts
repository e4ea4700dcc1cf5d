import type { Adapter, AdapterPayload } from 'oidc-provider';

type Held = { payload: AdapterPayload; until: number };

/** Sessions, codes and refresh tokens, held in memory: a restart means signing in again, while access tokens stay good. */
export function sessionMemory(): (model: string) => Adapter {
  const held = new Map<string, Held>();
  const alive = (found: Held | undefined): AdapterPayload | undefined =>
    found !== undefined && found.until > Date.now() ? found.payload : undefined;
  const sweep = (): void => {
    for (const [key, { until }] of held) if (until <= Date.now()) held.delete(key);
  };
  const byMember = (model: string, member: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
    for (const [key, found] of held)
      if (key.startsWith(`${model}:`) && found.payload[member] === value) return alive(found);
    return undefined;
  };

  return (model) => ({
    upsert: async (id, payload, expiresIn) => {
      if (held.size > 10_000) sweep();
      held.set(`${model}:${id}`, {
        payload,
        until: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000,
      });
    },
    find: async (id) => alive(held.get(`${model}:${id}`)),
    findByUid: async (uid) => byMember(model, 'uid', uid),
    findByUserCode: async (userCode) => byMember(model, 'userCode', userCode),
    consume: async (id) => {
      const found = held.get(`${model}:${id}`);
      if (found !== undefined) found.payload = { ...found.payload, consumed: Math.floor(Date.now() / 1000) };
    },
    destroy: async (id) => void held.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of held) if (payload.grantId === grantId) held.delete(key);
    },
  });
}
