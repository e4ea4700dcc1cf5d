import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSystem } from '../../../schemas/collection/front-end-table.ts';

export type Ran = { readonly ok: boolean; readonly stdout: string; readonly stderr: string };
export type RunningDatabase = {
  /** Where it is reached on 127.0.0.1, by the accounts with the password `test-password`. */
  readonly port: number;
  /** Runs a script as the administrator, or as an account with the password `test-password`, and stops at the first fault. Rows come with tabs between their values. */
  readonly run: (script: string, account?: string) => Ran;
  /** Kills it, as a power failure would. */
  readonly kill: () => void;
  readonly close: () => Promise<void>;
};
/** A certificate with its key, PEM; a server without one speaks in the clear alone. */
export type ServerCertificate = { readonly cert: string; readonly key: string };
export type DatabaseServer = { readonly name: string; readonly system: DatabaseSystem; readonly found: boolean; readonly start: (certificate?: ServerCertificate) => Promise<RunningDatabase> };

export const password = 'test-password';
const asRoot = userInfo().uid === 0;
const [postgresBin] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();
const has = (program: string, ...options: readonly string[]) => spawnSync(program, options).error === undefined;

/** Real servers in a folder of their own, on free ports of 127.0.0.1: nothing of the machine's own servers is touched. Scripts go through their sockets. */
export const databaseServers: readonly DatabaseServer[] = [
  { name: 'PostgreSQL', system: 'postgresql', found: postgresBin !== undefined, start: startPostgres },
  { name: 'MariaDB', system: 'mysql', found: has('mariadbd', '--version') && has('mariadb-install-db', '--help'), start: startMariadb },
];

async function startPostgres(certificate?: ServerCertificate): Promise<RunningDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-pg-'));
  const data = join(folder, 'data');
  // PostgreSQL does not run as root: then as the account that its package made
  const own = asRoot ? ['runuser', '-u', 'postgres', '--'] : [];
  const give = (path: string) => {
    if (!asRoot) return;
    const [uid, gid] = ['-u', '-g'].map((what) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' })));
    chownSync(path, uid ?? 0, gid ?? 0);
  };
  give(folder);
  chmodSync(folder, 0o755);
  const files = certificateFiles(folder, certificate);
  files.forEach(give);
  const [cert = '', key = ''] = files;
  const command = (program: string, ...options: readonly string[]): readonly [string, readonly string[]] => {
    const [first = '', ...rest] = [...own, join(postgresBin ?? '', program), ...options];
    return [first, rest];
  };
  const [initdb, initOptions] = command('initdb', '-D', data, '-U', 'postgres', '--auth-local=trust', '--auth-host=scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
  execFileSync(initdb, [...initOptions], { stdio: 'ignore', cwd: folder });
  const port = await freePort();
  const [postgres, options] = command('postgres', '-D', data, '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-p', String(port), '-c', 'fsync=off', ...(certificate === undefined ? [] : ['-c', 'ssl=on', '-c', `ssl_cert_file=${cert}`, '-c', `ssl_key_file=${key}`]));
  const child = spawn(postgres, [...options], { stdio: 'ignore', cwd: folder });
  const run = (script: string, account = 'postgres') => ran('psql', ['-h', folder, '-p', String(port), '-U', account, '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-qAtX', '-F', '\t'], script);
  return await ready(child, folder, port, run, () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]));
}

async function startMariadb(certificate?: ServerCertificate): Promise<RunningDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-maria-'));
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')];
  mkdirSync(data);
  const user = `--user=${userInfo().username}`;
  execFileSync('mariadb-install-db', ['--no-defaults', user, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' });
  const port = await freePort();
  const [cert = '', key = ''] = certificateFiles(folder, certificate);
  const tls = certificate === undefined ? ['--skip-ssl'] : [`--ssl-cert=${cert}`, `--ssl-key=${key}`];
  const child = spawn('mariadbd', ['--no-defaults', user, ...tls, `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${join(folder, 'pid')}`, '--bind-address=127.0.0.1', `--port=${port}`], { stdio: 'ignore' });
  const run = (script: string, account = 'root') =>
    ran('mariadb', ['--no-defaults', `--socket=${socket}`, `--user=${account}`, ...(account === 'root' ? [] : [`--password=${password}`]), '--default-character-set=utf8mb4', '--batch', '--skip-column-names'], script);
  return await ready(child, folder, port, run, () => Number(readFileSync(join(folder, 'pid'), 'utf8')));
}

/** The paths of certificate and key; none without one. */
function certificateFiles(folder: string, certificate: ServerCertificate | undefined): readonly string[] {
  return (certificate === undefined ? [] : [certificate.cert, certificate.key]).map((pem, i) => {
    const path = join(folder, `tls-${i}.pem`);
    writeFileSync(path, pem, { mode: 0o600 });
    return path;
  });
}

function ran(program: string, options: readonly string[], script: string): Ran {
  const { status, stdout, stderr } = spawnSync(program, [...options], { input: script, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 });
  return { ok: status === 0, stdout, stderr };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was free');
  return address.port;
}

async function ready(child: ChildProcess, folder: string, port: number, run: RunningDatabase['run'], pid: () => number): Promise<RunningDatabase> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (let tried = 0; !run('SELECT 1;').ok; tried += 1) {
    if (tried === 300 || child.exitCode !== null) throw new Error(`the database did not start: ${run('SELECT 1;').stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    port,
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
