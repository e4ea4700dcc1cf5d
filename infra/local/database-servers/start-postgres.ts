import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  writeCertificateFiles,
  freePort,
  waitUntilReady,
  type RunningDatabase,
  type ServerCertificate,
} from './running-database.ts';

export const [postgresBin] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed();

/** Starts PostgreSQL in a temporary folder on a free port, without fsync. Throws when it does not answer. */
export async function startPostgres(certificate?: ServerCertificate): Promise<RunningDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-pg-'));
  const data = join(folder, 'data');
  // PostgreSQL refuses to run as root; its package has made an account.
  const asRoot = userInfo().uid === 0;
  const asAccount = asRoot ? ['runuser', '-u', 'postgres', '--'] : [];
  const changeOwner = (path: string) => {
    if (!asRoot) return;
    const [uid, gid] = ['-u', '-g'].map((what) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' })));
    chownSync(path, uid ?? 0, gid ?? 0);
  };
  changeOwner(folder);
  chmodSync(folder, 0o755);
  const files = writeCertificateFiles(folder, certificate);
  files.forEach(changeOwner);
  const [cert = '', key = ''] = files;
  const command = (program: string, ...options: readonly string[]): readonly [string, readonly string[]] => {
    const [first = '', ...rest] = [...asAccount, join(postgresBin ?? '', program), ...options];
    return [first, rest];
  };
  const [initdb, initOptions] = command(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  );
  execFileSync(initdb, [...initOptions], { stdio: 'ignore', cwd: folder });
  const port = await freePort();
  const [postgres, options] = command(
    'postgres',
    '-D',
    data,
    '-k',
    folder,
    '-c',
    'listen_addresses=127.0.0.1',
    '-p',
    String(port),
    '-c',
    'fsync=off',
    ...(certificate === undefined ? [] : ['-c', 'ssl=on', '-c', `ssl_cert_file=${cert}`, '-c', `ssl_key_file=${key}`]),
  );
  const child = spawn(postgres, [...options], { stdio: 'ignore', cwd: folder });
  return await waitUntilReady({
    child,
    folder,
    port,
    commandLine: (account = 'postgres') => ({
      program: 'psql',
      options: [
        '-h',
        folder,
        '-p',
        String(port),
        '-U',
        account,
        '-d',
        'postgres',
        '-v',
        'ON_ERROR_STOP=1',
        '-qAtX',
        '-F',
        '\t',
      ],
    }),
    readPid: () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
  });
}
