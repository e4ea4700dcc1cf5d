import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSystem, runSystem } from '../../../infra/local/running-system.ts';
import { demoDirectory } from '../../../infra/local/state-directory.ts';

// A plain system is exchanged for the demo's, as the button of its landing page does.

let folder: string;
let system: RunningSystem;
const begun: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-exchange-'));
  await chmod(folder, 0o711); // the demo department's database runs as an account of its own
  system = runSystem({ port: 0, stateDir: join(folder, 'state') }, (_, stateDir) => void begun.push(stateDir));
  await system.stack();
});
afterAll(async () => {
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

test('the button of the landing page begins the demo at the same address, and the data before stay', async () => {
  const { url } = await system.stack();
  const landing = await (await fetch(`${url}/start`)).text();
  expect(landing).toContain('<form method="post" action="/start/demo"><button>演示数据</button></form>');
  const sent = { method: 'POST', headers: { origin: url }, redirect: 'manual' } as const;
  expect((await fetch(`${url}/start/demo`, sent)).status).toBe(303);
  const meanwhile = await fetch(`${url}/start`);
  expect([meanwhile.status, await meanwhile.text()]).toEqual([503, expect.stringContaining('正在启动')]);

  const demo = await system.stack();
  expect([demo.url, demo.clock.isOn]).toEqual([url, true]);
  expect(begun).toEqual([join(folder, 'state'), demoDirectory(join(folder, 'state'))]);
  expect(await (await fetch(`${url}/start`)).text()).not.toContain('<button>演示数据</button>');
  expect((await fetch(`${url}/start/demo`, sent)).status).toBe(404);
});
