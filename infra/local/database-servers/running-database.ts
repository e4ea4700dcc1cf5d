import { spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const password = 'test-password';

type ScriptResult = { readonly ok: boolean; readonly stdout: string; readonly stderr: string };
type CommandLine = (account?: string) => { readonly program: string; readonly options: readonly string[] };

export type RunningDatabase = {
  readonly port: number;
  readonly commandLine: CommandLine;
  /** Runs a script until its first error. `stdout` has tabs between the values of a row. */
  readonly run: (script: string, account?: string) => ScriptResult;
  readonly kill: () => void;
  readonly close: () => Promise<void>;
};

/** PEM. A server without one does not offer TLS. */
export type ServerCertificate = { readonly cert: string; readonly key: string };

/** Finds a free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

/** Writes PEM files and returns their paths. */
export function writeCertificateFiles(folder: string, certificate: ServerCertificate | undefined): readonly string[] {
  return (certificate === undefined ? [] : [certificate.cert, certificate.key]).map((pem, i) => {
    const path = join(folder, `tls-${i}.pem`);
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  });
}

type StartedServer = {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly port: number;
  readonly commandLine: CommandLine;
  readonly readPid: () => number;
};

const retryMs = 100;
const maxRetries = 300;

/** Throws when the server exits or does not answer within 30 s. */
export async function waitUntilReady(server: StartedServer): Promise<RunningDatabase> {
  const { child, folder, port, commandLine, readPid } = server;
  const run: RunningDatabase['run'] = (script, account) => {
    const { program, options } = commandLine(account);
    const { status, stdout, stderr } = spawnSync(program, [...options], {
      input: script,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    });
    return { ok: status === 0, stdout, stderr };
  };
  const exited = new Promise((resolve) => child.once('exit', resolve));
  for (let retries = 0; !run('SELECT 1;').ok; retries += 1) {
    if (retries === maxRetries || child.exitCode !== null)
      throw new Error(`the database did not start: ${run('SELECT 1;').stderr}`);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  return {
    port,
    commandLine,
    run,
    kill: () => void process.kill(readPid(), 'SIGKILL'),
    close: async () => {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await exited;
      clearTimeout(forced);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
