import { execFileSync } from 'node:child_process';

export type PostgresAccount = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root: answers the account `postgres` then, else `null`. */
export function postgresAccount(): PostgresAccount | null {
  if (process.getuid?.() !== 0) return null;
  try {
    return found();
  } catch {
    execFileSync('groupadd', ['--force', 'postgres'], { stdio: 'ignore' });
    execFileSync('useradd', ['--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
    return found();
  }
}

function found(): PostgresAccount {
  const [uid = 0, gid = 0] = ['-u', '-g'].map((which) =>
    Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
  );
  return { uid, gid };
}
