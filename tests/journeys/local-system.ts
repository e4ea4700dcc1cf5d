import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { listen, stopServer } from '../../infra/local/listen.ts';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { chromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of this run's local system: `http://127.0.0.1:41234`. */
    readonly url: string;
    /** The state directory, where the demo department's file is. */
    readonly stateDir: string;
    /** Of 127.0.0.1: the system may call it. */
    readonly receiverPort: number;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await stopServer(server);
  return port;
}

/** Starts the whole system on a free port, with a temporary state directory. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  if (chromium === null) {
    provide('url', '');
    provide('stateDir', '');
    provide('receiverPort', 0);
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), 'guiji-journeys-'));
  await chmod(folder, 0o711); // the demo department's database runs as an account of its own
  const stateDir = join(folder, 'state');
  provide('stateDir', stateDir);
  const receiverPort = await freePort();
  provide('receiverPort', receiverPort);
  const system = spawn(
    process.execPath,
    [join(projectDirectory, 'infra', 'local', 'start.ts'), '--port', '0', '--state', stateDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GUIJI_SOURCE_ADDRESSES: `127.0.0.1:${receiverPort}` },
    },
  );
  const ended = new Promise<number | null>((resolve) => system.once('exit', resolve));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    system.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /请打开 +(http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`the system ended with ${code}: ${said}`)));
  });
  provide('url', url);
  return async () => {
    system.kill('SIGINT');
    const code = await ended;
    await rm(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the system ended with ${code} when it was asked to`);
  };
}
