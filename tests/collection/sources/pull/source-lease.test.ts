import { describe, expect, test } from 'vitest';
import { acquireSourceLease } from '../../../../lib/collection/sources/pull/source-lease.ts';
import { sourceMemory } from '../../memory/source-memory.ts';
import { buildSource } from '../build-source.ts';

const key = { dataset: 'fishing-licences', channel: 'database' } as const;
const nextRun = '2020-12-01T00:05:00.000Z';

function openSources(releasesBetween?: () => Promise<unknown>) {
  const sources = sourceMemory();
  sources.put(buildSource());
  const ports = { now: () => '2020-12-01T00:00:00.000Z', sourceSettings: { leaseSeconds: 60, attempts: 3 }, sources };
  const late = {
    ...ports,
    sources: {
      ...sources,
      acquireLease: async (...lease: Parameters<typeof sources.acquireLease>) => {
        const acquired = await sources.acquireLease(...lease);
        await releasesBetween?.();
        return acquired;
      },
    },
  };
  return { ports, late, sources };
}

describe('a source whose lease is held', () => {
  test('a second worker gets nothing, and the holder looks once more before it releases', async () => {
    const { ports } = openSources();
    const holder = await acquireSourceLease(key, ports);
    expect(await acquireSourceLease(key, ports)).toBeNull();
    expect(await holder?.lease.release(nextRun)).toMatchObject({ dataset: key.dataset });
    expect(await holder?.lease.release(nextRun)).toBeNull();
  });

  test('a lease that is released meanwhile is acquired by the second worker', async () => {
    let release: (() => Promise<unknown>) | undefined;
    const { ports, late } = openSources(async () => await release?.());
    const holder = await acquireSourceLease(key, ports);
    release = async () => {
      release = undefined;
      expect(await holder?.lease.release(nextRun)).toBeNull();
    };
    const second = await acquireSourceLease(key, late);
    expect(second?.source.fencingToken).toBe(2);
  });

  test('a source that nobody registered is no lease', async () => {
    const { ports } = openSources();
    expect(await acquireSourceLease({ ...key, channel: 'interface' }, ports)).toBeNull();
  });
});
