import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const timeoutMs = 10_000;

/**
 * Makes way for a start after a hard end: `postmaster.pid` names who held the data. A database that still runs on them is stopped; a number that
 * has gone to another program since, or to none, is forgotten.
 */
export async function clearStalePostmaster(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const runs = (): boolean => commandOf(pid).includes(data);
  for (const begun = performance.now(); runs();) {
    const waited = performance.now() - begun;
    process.kill(pid, waited < timeoutMs ? 'SIGINT' : 'SIGQUIT');
    if (waited > 2 * timeoutMs) throw new Error(`process ${pid} does not let go of ${data}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(path, { force: true });
}

/** Empty for a process that is not there, and on a system that does not tell. */
function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return '';
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
