import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Login } from './database-pool.ts';
import type { PostgresAccount } from './postgres-account.ts';

export type PostgresSettings = {
  readonly program: string;
  readonly data: string;
  readonly account: PostgresAccount | null;
  readonly logFile: string;
  readonly login: Login;
};

export type RunningPostgres = { readonly close: () => Promise<void> };

const timeoutMs = 60_000;

/** Small memory, TCP on 127.0.0.1 only, and Shanghai time. */
const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '20',
  shared_buffers: '16MB',
  timezone: 'Asia/Shanghai',
} as const;

/** Runs until it is closed or this process ends. */
export async function runPostgres({
  program,
  data,
  account,
  logFile,
  login,
}: PostgresSettings): Promise<RunningPostgres> {
  const options = [
    '-D',
    data,
    '-p',
    String(login.port),
    ...Object.entries(serverSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openSync(logFile, 'a');
  const host = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'postgres-host.ts'),
      program,
      String(account?.uid ?? ''),
      String(account?.gid ?? ''),
      ...options,
    ],
    {
      detached: true,
      windowsHide: true,
      cwd: data,
      stdio: ['ignore', log, log, 'ipc'],
    },
  );
  closeSync(log);
  const gone = new Promise<void>((resolve) => host.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    if (host.connected) host.disconnect();
    await gone;
  };
  for (const begun = performance.now(); !(await answers(login));) {
    const dead = host.exitCode !== null || host.signalCode !== null;
    if (!dead && performance.now() - begun < timeoutMs) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    await close();
    throw new Error(`the department's database did not start; ${logFile} says why`);
  }
  return { close };
}

async function answers(login: Login): Promise<boolean> {
  const client = new Client({
    host: '127.0.0.1',
    database: 'postgres',
    ...login,
    ssl: false,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
