import type { Adapter, AdapterPayload } from 'oidc-provider';

type Entry = { payload: AdapterPayload; readonly expiresAtMs: number };

const sweepAboveEntries = 10_000;

/** A restart ends sessions; access tokens stay valid. */
export function sessionMemory(): (model: string) => Adapter {
  const entries = new Map<string, Entry>();
  const payloadIfValid = (found: Entry | undefined): AdapterPayload | undefined =>
    found !== undefined && found.expiresAtMs > Date.now() ? found.payload : undefined;
  const sweep = (): void => {
    for (const [key, { expiresAtMs }] of entries) if (expiresAtMs <= Date.now()) entries.delete(key);
  };
  const findByMember = (model: string, member: 'uid' | 'userCode', value: string): AdapterPayload | undefined => {
    for (const [key, found] of entries)
      if (key.startsWith(`${model}:`) && found.payload[member] === value) return payloadIfValid(found);
    return undefined;
  };

  return (model) => ({
    upsert: async (id, payload, expiresIn) => {
      if (entries.size > sweepAboveEntries) sweep();
      entries.set(`${model}:${id}`, {
        payload,
        expiresAtMs: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000,
      });
    },
    find: async (id) => payloadIfValid(entries.get(`${model}:${id}`)),
    findByUid: async (uid) => findByMember(model, 'uid', uid),
    findByUserCode: async (userCode) => findByMember(model, 'userCode', userCode),
    consume: async (id) => {
      const found = entries.get(`${model}:${id}`);
      if (found !== undefined) found.payload = { ...found.payload, consumed: Math.floor(Date.now() / 1000) };
    },
    destroy: async (id) => void entries.delete(`${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
