import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listen, stopServer } from '../listen.ts';
import { projectDirectory } from '../project-directory.ts';

export type Functions = {
  /** The address changes when the host is restarted. */
  readonly http: () => string;
  readonly lambda: () => string;
  readonly close: () => Promise<void>;
};
export type FunctionsSettings = {
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Called once, with a Chinese reason. */
  readonly lost: (reason: string) => void;
};

/** Restarts it when it dies, up to five times a minute. Throws when it does not start. */
export async function startFunctions({ environment, logFile, lost }: FunctionsSettings): Promise<Functions> {
  const log = createWriteStream(logFile, { flags: 'a' });
  await once(log, 'open'); // It throws when the file cannot be written.
  let closing = false;
  let host = await launch(environment, log);
  let deaths: number[] = [];
  const watch = (): void => {
    host.child.once('exit', () => {
      if (closing) return;
      deaths = [...deaths.filter((at) => at > performance.now() - 60_000), performance.now()];
      if (deaths.length > maxDeathsPerMinute) return lost(`函数进程一分钟内停止了 ${deaths.length} 次`);
      launch(environment, log).then(
        (next) => {
          host = next;
          if (closing) host.child.kill('SIGKILL');
          else watch();
        },
        (error: unknown) => lost(error instanceof Error ? error.message : '函数进程无法重新启动'),
      );
    });
  };
  watch();
  return {
    http: () => `http://127.0.0.1:${host.httpPort}`,
    lambda: () => `http://127.0.0.1:${host.lambdaPort}`,
    close: async () => {
      closing = true;
      await stop(host.child);
      await new Promise((resolve) => log.end(resolve));
    },
  };
}

const startTimeoutMs = 120_000;
const maxDeathsPerMinute = 5;

const localFile = (name: string): string => join(projectDirectory, 'infra', 'local', 'functions', name);
const localModule = (name: string): string => pathToFileURL(localFile(name)).href;

type Host = { readonly child: ChildProcess; readonly httpPort: number; readonly lambdaPort: number };

async function launch(environment: Readonly<Record<string, string>>, log: WriteStream): Promise<Host> {
  const [httpPort, lambdaPort, spare] = await freePorts();
  const options = [
    ['offline', 'start', '--stage', 'local', '--host', '127.0.0.1', '--noPrependStageInUrl', '--noSponsor'],
    ['--terminateIdleLambdaTime', '900', '--httpPort', String(httpPort)],
    ['--lambdaPort', String(lambdaPort), '--albPort', String(spare)],
  ].flat();
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--import',
      localModule('function-identity.ts'),
      localFile('functions-host.ts'),
      ...options,
    ],
    {
      cwd: projectDirectory,
      // Ctrl-C must not reach it before its parent stops it.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...inheritedEnvironment(), ...environment, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
    },
  );
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const dead = new Promise<never>((_, reject) =>
    child.once('exit', (code) =>
      reject(new Error(`函数进程没有启动成功（退出码 ${code}），原因见 ${String(log.path)}`)),
    ),
  );
  dead.catch(() => undefined);
  await Promise.race([Promise.all([waitForPort(httpPort), waitForPort(lambdaPort)]), dead]);
  return { child, httpPort, lambdaPort };
}

function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('AWS_') && !name.startsWith('NODE_') && name !== 'FORCE_COLOR',
    ),
  );
}

async function freePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports = await Promise.all([listen(servers[0], 0), listen(servers[1], 0), listen(servers[2], 0)]);
  await Promise.all(servers.map(stopServer));
  return ports;
}

async function waitForPort(port: number): Promise<void> {
  for (const started = performance.now(); performance.now() - started < startTimeoutMs;) {
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).once('error', () => resolve(false));
    });
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('函数进程在两分钟内没有应答');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(forced);
}
