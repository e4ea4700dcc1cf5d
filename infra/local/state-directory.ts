import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartRefused } from './start-refused.ts';

const stampName = 'guiji-local.json';
/** Goes up when stored names change: older state cannot be read. */
const currentFormat = 2;
const Stamp = z.object({ format: z.literal(currentFormat) });

/** Returns the release. Throws StartRefused for a foreign, unreadable or locked directory. */
export function lockState(directory: string): () => void {
  const reset = '如不再需要其中的数据，可运行 npm run reset 清空后重新启动。';
  try {
    if (existsSync(directory) && readdirSync(directory).length > 0) {
      if (!existsSync(join(directory, stampName)))
        throw new StartRefused(
          `文件夹 ${directory} 里已有别的内容，不像是本机系统的数据。请用 npm start -- --state 另选一个文件夹。`,
        );
      if (!Stamp.safeParse(JSON.parse(readFileSync(join(directory, stampName), 'utf8'))).success)
        throw new StartRefused(`文件夹 ${directory} 里的数据版本与当前程序不符。${reset}`);
    }
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, stampName), JSON.stringify({ format: currentFormat }));
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(
      `数据文件夹 ${directory} 无法使用（${describeError(error)}）。请检查路径和权限；${reset}`,
      error,
    );
  }
  const lock = join(directory, 'lock');
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    refuseIfLocked(directory);
    writeFileSync(lock, String(process.pid));
  }
  return () => rmSync(lock, { force: true });
}

/** Throws StartRefused when another process has locked it. */
export function refuseIfLocked(directory: string): void {
  const lock = join(directory, 'lock');
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (owner !== process.pid && isProcessAlive(owner))
    throw new StartRefused(
      `本机系统已在运行（进程 ${owner}），正在使用 ${directory}。请先在它的窗口按 Ctrl-C 停止，或用 --state 另选一个文件夹。`,
    );
}

/** False when there is none. Throws StartRefused without our stamp or when in use. */
export function forgetState(directory: string): boolean {
  if (!existsSync(directory)) return false;
  if (!existsSync(join(directory, stampName)))
    throw new StartRefused(`文件夹 ${directory} 不像是本机系统的数据，没有删除。请自行确认后处理。`);
  const lock = join(directory, 'lock');
  if (existsSync(lock) && isProcessAlive(Number(readFileSync(lock, 'utf8'))))
    throw new StartRefused('本机系统正在运行。请先按 Ctrl-C 停止，再运行 npm run reset。');
  rmSync(directory, { recursive: true });
  return true;
}

/** Returns the message only; the stack is not for the reader of the console. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
