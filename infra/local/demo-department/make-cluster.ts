import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import type { PostgresAccount } from './postgres-account.ts';

export type ClusterSettings = {
  readonly initdb: string;
  readonly data: string;
  readonly account: PostgresAccount | null;
  readonly owner: string;
  readonly password: string;
};

/** Creates the database's files atomically, once; connections need a password. */
export async function makeCluster({ initdb, data, account, owner, password }: ClusterSettings): Promise<void> {
  if (existsSync(data)) return;
  const making = `${data}.new`;
  // The next start deletes it after a crash.
  const passwordFile = `${data}.password`;
  for (const left of [making, passwordFile]) rmSync(left, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (account !== null) for (const path of [making, passwordFile]) chownSync(path, account.uid, account.gid);
    const options = [
      '--pgdata',
      making,
      '--username',
      owner,
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ];
    await promisify(execFile)(initdb, options, { windowsHide: true, ...account });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(making, data);
}
