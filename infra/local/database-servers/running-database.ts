import { spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Of all accounts but the administrator. */
export const password = 'test-password';

type Ran = { readonly ok: boolean; readonly stdout: string; readonly stderr: string };
/** The database's own command line, which goes through its socket: as the administrator, or as an account. */
type CommandLine = (account?: string) => { readonly program: string; readonly options: readonly string[] };

export type RunningDatabase = {
  /** Where it is reached on 127.0.0.1. */
  readonly port: number;
  readonly commandLine: CommandLine;
  /** Runs a script on the command line and stops at the first fault. Rows come with tabs between their values. */
  readonly run: (script: string, account?: string) => Ran;
  /** Kills it, as a power failure would. */
  readonly kill: () => void;
  readonly close: () => Promise<void>;
};

/** A certificate with its key, PEM; a server without one speaks in the clear alone. */
export type ServerCertificate = { readonly cert: string; readonly key: string };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

/** The paths of certificate and key; none without one. */
export function certificateFiles(folder: string, certificate: ServerCertificate | undefined): readonly string[] {
  return (certificate === undefined ? [] : [certificate.cert, certificate.key]).map((pem, i) => {
    const path = join(folder, `tls-${i}.pem`);
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  });
}

/** Waits until the server answers. It goes with its folder when it is closed. */
export async function ready(
  child: ChildProcess,
  folder: string,
  port: number,
  commandLine: CommandLine,
  pid: () => number,
): Promise<RunningDatabase> {
  const run: RunningDatabase['run'] = (script, account) => {
    const { program, options } = commandLine(account);
    const { status, stdout, stderr } = spawnSync(program, [...options], {
      input: script,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    });
    return { ok: status === 0, stdout, stderr };
  };
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let tried = 0; !run('SELECT 1;').ok; tried += 1) {
    if (tried === 300 || child.exitCode !== null)
      throw new Error(`the database did not start: ${run('SELECT 1;').stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port,
    commandLine,
    run,
    kill: () => void process.kill(pid(), 'SIGKILL'),
    close: async () => {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(forced);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
