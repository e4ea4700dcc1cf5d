import { describe, expect, test } from 'vitest';
import { pace, pacedSigner } from '../../../../lib/adapters/certificates/signing/paced-signer.ts';
import type { Signer } from '../../../../lib/certificates/ports.ts';

/** A clock that only moves when somebody waits. */
function stillClock() {
  let time = 1000;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    wait: async (ms: number) => void waits.push(ms),
    move: (ms: number) => {
      time += ms;
    },
  };
}

describe('a pace of 10 a second', () => {
  test('lets the first call through, and spaces the others by 100 ms', async () => {
    const clock = stillClock();
    const next = pace(10, clock);
    for (let call = 0; call < 4; call += 1) await next();
    expect(clock.waits).toEqual([100, 200, 300]);
  });

  test('keeps no credit from a pause', async () => {
    const clock = stillClock();
    const next = pace(10, clock);
    await next();
    clock.move(60_000);
    await next();
    await next();
    expect(clock.waits).toEqual([100]);
  });

  test('lets a call through again once its time has come', async () => {
    const clock = stillClock();
    const next = pace(10, clock);
    await next();
    clock.move(100);
    await next();
    expect(clock.waits).toEqual([]);
  });
});

class ThrottlingException extends Error {
  override readonly name = 'ThrottlingException';
}

const signerOf = (sign: () => Promise<Uint8Array>): Signer => ({ keyId: 'key', algorithm: 'ES256', sign });
const bytes = Uint8Array.of(1);

describe('a throttled signature', () => {
  test.each([0, 1, 7])('is given after %d refusals', async (refusals) => {
    const clock = stillClock();
    let calls = 0;
    const signer = pacedSigner(
      signerOf(async () => {
        calls += 1;
        if (calls <= refusals) throw new ThrottlingException('slow down');
        return bytes;
      }),
      async () => undefined,
      clock.wait,
    );
    expect(await signer.sign(bytes)).toBe(bytes);
    expect([calls, clock.waits.length]).toEqual([refusals + 1, refusals]);
  });

  test('waits twice as long each time, up to 5 s, and fails by name after 8 attempts', async () => {
    const clock = stillClock();
    const signer = pacedSigner(
      signerOf(async () => {
        throw new ThrottlingException('slow down');
      }),
      async () => undefined,
      clock.wait,
    );
    await expect(signer.sign(bytes)).rejects.toMatchObject({ code: 'kms-throttled', facts: { attempts: 8 } });
    for (const [i, most] of [200, 400, 800, 1600, 3200, 5000, 5000].entries()) {
      expect(clock.waits[i]).toBeGreaterThanOrEqual(most / 2);
      expect(clock.waits[i]).toBeLessThanOrEqual(most);
    }
    expect(clock.waits).toHaveLength(7);
  });

  test('takes its place in the pace again', async () => {
    let places = 0;
    let calls = 0;
    const signer = pacedSigner(
      signerOf(async () => {
        calls += 1;
        if (calls === 1) throw new ThrottlingException('slow down');
        return bytes;
      }),
      async () => void (places += 1),
      async () => undefined,
    );
    await signer.sign(bytes);
    expect(places).toBe(2);
  });
});

test('another error is not retried', async () => {
  let calls = 0;
  const signer = pacedSigner(
    signerOf(async () => {
      calls += 1;
      throw new Error('AccessDeniedException');
    }),
    async () => undefined,
    async () => undefined,
  );
  await expect(signer.sign(bytes)).rejects.toThrow('AccessDenied');
  expect(calls).toBe(1);
});
