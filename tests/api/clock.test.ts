import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeTime } from 'ulid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDemoClock } from '../../infra/local/demo-clock.ts';
import { newId, now, viewedNow, withViewedDay } from '../../lib/wiring/clock.ts';
import { portalSettings, readPortalSettings } from '../../lib/wiring/portal/portal-settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-clock-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const second = 1_000;
const viewedOn = async (day: string | undefined) => await withViewedDay(day, async () => viewedNow());
const secondsUntil = (instant: string, moment: string) => (Date.parse(instant) - Date.parse(moment)) / second;

function beginDemo(stage = 'local') {
  const clock = openDemoClock(folder, { begin: true });
  vi.stubEnv('DEMO_CLOCK', clock.file);
  vi.stubEnv('GUIJI_STAGE', stage);
  return clock;
}

describe('without a demo', () => {
  test('the time is the machine’s, whatever day a request names', async () => {
    expect(Math.abs(Date.parse(now()) - Date.now())).toBeLessThan(second);
    expect(Math.abs(Date.parse(await viewedOn('2020-12-05')) - Date.now())).toBeLessThan(second);
  });

  test('a state directory has no clock of its own', () => {
    const clock = openDemoClock(folder, { begin: false });
    expect([clock.isOn, Math.abs(clock.now().getTime() - Date.now()) < second]).toEqual([false, true]);
    expect(() => clock.moveTo('2030-01-01T00:00:00.000Z')).toThrow('without a demo');
  });
});

describe('in a demo', () => {
  test('it is the morning of 20 November 2020, and new ids say so', () => {
    beginDemo().close();
    expect(secondsUntil(now(), '2020-11-20T01:00:00.000Z')).toBeLessThan(60);
    expect(new Date(decodeTime(newId())).toISOString().slice(0, 10)).toBe('2020-11-20');
  });

  test.each([
    ['2020-12-05', '2020-12-05'],
    ['2020-11-20', '2020-11-20'],
    ['5 December', '2020-11-20'],
    [undefined, '2020-11-20'],
  ])('a request that views %s answers as of %s', async (day, expected) => {
    beginDemo().close();
    expect((await viewedOn(day)).slice(0, 10)).toBe(expected);
    expect(viewedNow().slice(0, 10)).toBe('2020-11-20');
  });

  test.each(['dev', 'prod', ''])('the clock is refused in the stage "%s"', (stage) => {
    beginDemo(stage).close();
    expect(() => now()).toThrow('demo-clock-refused');
  });

  test('it moves ahead and never goes back', () => {
    const clock = beginDemo();
    clock.moveTo('2020-11-25T01:00:00.000Z');
    clock.moveTo('2020-11-21T01:00:00.000Z');
    expect(clock.now().toISOString().slice(0, 10)).toBe('2020-11-25');
    clock.close();
  });

  test('it stops with the system: a later start goes on at the same time, and needs no wish', () => {
    writeFileSync(
      join(folder, 'demo-clock.json'),
      JSON.stringify({ offsetMs: -1, at: '2020-11-26T02:00:00.000Z' }), // stopped long ago
    );
    const clock = openDemoClock(folder, { begin: false });
    expect(secondsUntil(clock.now().toISOString(), '2020-11-26T02:00:00.000Z')).toBeLessThan(60);
    clock.close();
  });

  test('the portal is told the time and the days that may be viewed, and nothing elsewhere', async () => {
    for (const name of ['OIDC_ISSUER', 'PORTAL_CLIENT', 'OIDC_SCOPE']) vi.stubEnv(name, 'http://127.0.0.1:1');
    expect(await readPortalSettings({}, portalSettings())).not.toHaveProperty('demo');
    beginDemo().close();
    const { demo } = await readPortalSettings({}, portalSettings());
    expect(demo).toEqual({
      now: expect.stringMatching(/^2020-11-20T/),
      firstDay: '2020-11-20',
      lastDay: '2020-12-31',
    });
  });
});
