import { rmSync, writeFileSync } from 'node:fs';
import { makeDirectories } from '../../adapters/make-directories.ts';
import { cacheFolder, findAddress, savedAddressFile, type FoundAddress } from '../../adapters/platform-address.ts';
import { UsageError, type CommandContext } from '../command.ts';

type Environment = Pick<CommandContext, 'environment'>;

export type Platform = { readonly url: string; readonly origin: FoundAddress['origin'] };

/** Finds the platform as `findAddress` does. Throws UsageError unless its address is http(s). */
export function findPlatform(url: string | undefined, context: Environment): Platform {
  const { text, origin } = findAddress(url, context);
  return { url: parseAddress(text), origin };
}

/** Returns the address without a trailing slash; throws `UsageError` unless it is http(s). */
export function resolvePlatformAddress(url: string | undefined, context: Environment): string {
  return findPlatform(url, context).url;
}

/** Keeps the address for later commands, for this user only. Throws `UsageError` unless it is http(s). */
export function savePlatform(url: string, context: Environment): void {
  makeDirectories(cacheFolder(context), { mode: 0o700 });
  writeFileSync(savedAddressFile(context), JSON.stringify({ url: parseAddress(url) }), { mode: 0o600 });
}

/** Does nothing when no address is saved. */
export function forgetPlatform(context: Environment): void {
  rmSync(savedAddressFile(context), { force: true });
}

/** A credential in an address would be shown and kept. */
function parseAddress(text: string): string {
  const address = text.trim().replace(/\/+$/, '');
  const parsed = URL.canParse(address) ? new URL(address) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new UsageError(
      '系统地址应以 http:// 或 https:// 开头，例如 http://127.0.0.1:8080。请检查 --url 或环境变量 GUIJI_URL。',
    );
  if (parsed.username !== '' || parsed.password !== '')
    throw new UsageError('系统地址中不能写账号和密码。请用环境变量 GUIJI_CLIENT_ID 和 GUIJI_CLIENT_SECRET 给出。');
  return address;
}

/** Counts blank settings as unset. */
export function nonBlank(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
