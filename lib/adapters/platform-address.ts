import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const defaultUrl = 'http://127.0.0.1:8080';

type Environment = { readonly environment: Readonly<Record<string, string | undefined>> };

/** The text is as somebody wrote it. */
export type FoundAddress = {
  readonly text: string;
  readonly origin: 'option' | 'environment' | 'saved' | 'running' | 'default';
};

const Saved = z.object({ url: z.string() });
const Running = z.object({ url: z.string(), pid: z.int().min(1) });

/** Looks at `--url`, GUIJI_URL, the saved address, and the local system that runs on this machine. */
export function findAddress(url: string | undefined, context: Environment): FoundAddress {
  if (url !== undefined) return { text: url, origin: 'option' };
  const set = context.environment['GUIJI_URL'];
  if (set !== undefined && set.trim() !== '') return { text: set, origin: 'environment' };
  const saved = Saved.safeParse(readJson(savedAddressFile(context))).data;
  if (saved !== undefined) return { text: saved.url, origin: 'saved' };
  const running = Running.safeParse(readJson(localSystemFile(context))).data;
  return running !== undefined && isAlive(running.pid)
    ? { text: running.url, origin: 'running' }
    : { text: defaultUrl, origin: 'default' };
}

/** Returns GUIJI_CACHE, else `guiji` in the system's cache folder. */
export function cacheFolder({ environment }: Environment): string {
  const own = environment['GUIJI_CACHE'];
  if (own !== undefined && own !== '') return own;
  const base =
    environment['XDG_CACHE_HOME'] ??
    environment['LOCALAPPDATA'] ??
    join(environment['HOME'] ?? environment['USERPROFILE'] ?? '.', '.cache');
  return join(base, 'guiji');
}

/** Holds the address that `guiji connect` saved. No dataset's cached entry has a dot in its name. */
export function savedAddressFile(context: Environment): string {
  return join(cacheFolder(context), 'platform.address.json');
}

/** Where the local system writes its address and process id while it runs: `{"url":"http://127.0.0.1:8080","pid":1}`. */
export function localSystemFile(context: Environment): string {
  return join(cacheFolder(context), 'local.system.json');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
