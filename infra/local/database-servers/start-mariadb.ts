import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import {
  writeCertificateFiles,
  freePort,
  password,
  type RunningDatabase,
  type ServerCertificate,
  waitUntilReady,
} from './running-database.ts';

/** Starts MariaDB in a temporary folder on a free port. Throws when it does not answer. */
export async function startMariadb(certificate?: ServerCertificate): Promise<RunningDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-maria-'));
  const [data, socket] = [join(folder, 'data'), join(folder, 'socket')];
  mkdirSync(data);
  const user = `--user=${userInfo().username}`;
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', user, `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const [cert = '', key = ''] = writeCertificateFiles(folder, certificate);
  const tls = certificate === undefined ? ['--skip-ssl'] : [`--ssl-cert=${cert}`, `--ssl-key=${key}`];
  const child = spawn(
    'mariadbd',
    [
      '--no-defaults',
      user,
      ...tls,
      `--datadir=${data}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
    ],
    { stdio: 'ignore' },
  );
  return await waitUntilReady({
    child,
    folder,
    port,
    commandLine: (account = 'root') => ({
      program: 'mariadb',
      options: [
        '--no-defaults',
        `--socket=${socket}`,
        `--user=${account}`,
        ...(account === 'root' ? [] : [`--password=${password}`]),
        '--default-character-set=utf8mb4',
        '--batch',
        '--skip-column-names',
      ],
    }),
    readPid: () => Number(readFileSync(join(folder, 'pid'), 'utf8')),
  });
}
