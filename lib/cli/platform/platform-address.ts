import { UsageError, type CommandContext } from '../command.ts';

const defaultUrl = 'http://127.0.0.1:8080';

/** Returns `url` or GUIJI_URL without a trailing slash; throws `UsageError` unless it is http(s). */
export function resolvePlatformAddress(
  url: string | undefined,
  { environment }: Pick<CommandContext, 'environment'>,
): string {
  const address = (url ?? nonBlank(environment['GUIJI_URL']) ?? defaultUrl).replace(/\/+$/, '');
  if (!/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : ''))
    throw new UsageError(
      '系统地址应以 http:// 或 https:// 开头，例如 http://127.0.0.1:8080。请检查 --url 或环境变量 GUIJI_URL。',
    );
  return address;
}

/** Counts blank settings as unset. */
export function nonBlank(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
