import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const timeoutMs = 10_000;

/** Stops a PostgreSQL that a crash left running. Ignores a process id of another program. */
export async function clearStalePostmaster(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  const runs = (): boolean => readCommand(pid).includes(data);
  for (const begun = performance.now(); runs();) {
    const waited = performance.now() - begun;
    process.kill(pid, waited < timeoutMs ? 'SIGINT' : 'SIGQUIT');
    if (waited > 2 * timeoutMs) throw new Error(`process ${pid} does not release ${data}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  rmSync(path, { force: true });
}

/** Empty when the process is gone or the system cannot tell. */
function readCommand(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return '';
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
