import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDirectories } from '../../lib/adapters/make-directories.ts';
import { projectDirectory } from './project-directory.ts';
import { StartRefused } from './start-refused.ts';

const stampName = 'guiji-local.json';
/** Goes up when stored names change: older state cannot be read. */
const currentFormat = 3;
const Stamp = z.object({ format: z.literal(currentFormat) });

/** `npm start` uses it unless `--state` names another. */
export const defaultStateDirectory = join(projectDirectory, '.local');

/** The demo's data lie beside a system's own. */
export const demoDirectory = (stateDir: string): string => `${stateDir}-demo`;

/** The command that clears this directory. */
export function resetCommand(directory: string): string {
  return directory === defaultStateDirectory ? 'npm run reset' : `npm run reset -- --state ${quote(directory)}`;
}

function quote(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Only the owner reads the directory. Returns the release. Throws StartRefused for a foreign, unreadable or locked directory. */
export function lockState(directory: string): () => void {
  const reset = `如不再需要其中的数据，可运行 ${resetCommand(directory)} 清空后重新启动。`;
  try {
    if (existsSync(directory) && readdirSync(directory).length > 0) {
      if (!existsSync(join(directory, stampName)))
        throw new StartRefused(
          `文件夹 ${directory} 里已有别的内容，不像是本机系统的数据。请用 npm start -- --state 另选一个文件夹。`,
        );
      if (!Stamp.safeParse(JSON.parse(readFileSync(join(directory, stampName), 'utf8'))).success)
        throw new StartRefused(`文件夹 ${directory} 里的数据版本与当前程序不符。${reset}`);
    }
    makeDirectories(directory, { mode: 0o700 });
    closeToOthers(directory);
    writeFileSync(join(directory, stampName), JSON.stringify({ format: currentFormat }));
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(
      `数据文件夹 ${directory} 无法使用（${describeError(error)}）。请检查路径和权限，或用 npm start -- --state 另选一个文件夹。${isOurs(directory) ? reset : ''}`,
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

function isOurs(directory: string): boolean {
  return existsSync(join(directory, stampName));
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
    throw new StartRefused('本机系统正在运行。请先按 Ctrl-C 停止，再清空数据。');
  rmSync(directory, { recursive: true });
  return true;
}

/** An earlier version left files that every account of the machine could read. Traversal stays: the database needs it. */
function closeToOthers(directory: string): void {
  chmodSync(directory, 0o700);
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    const { mode } = lstatSync(path);
    if ((mode & 0o066) !== 0 && !lstatSync(path).isSymbolicLink()) chmodSync(path, mode & 0o711);
  }
}

const errorCauses: Readonly<Record<string, string>> = {
  EACCES: '没有权限',
  EPERM: '不允许这样操作',
  ENOENT: '路径不存在，或不能在那里建立文件夹',
  ENOTDIR: '路径中有一段不是文件夹',
  EISDIR: '应为文件的地方是一个文件夹',
  ENOSPC: '磁盘已满',
  EROFS: '磁盘是只读的',
  EMFILE: '打开的文件过多',
};

/** Says the cause in Chinese where it is known; else the first line of the message, without the stack. */
export function describeError(error: unknown): string {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return '其中一个文件不完整，或不是本系统写的';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return errorCauses[code] ?? `技术信息：${message.split('\n', 1)[0] ?? ''}`;
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
