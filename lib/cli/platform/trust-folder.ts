import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeySet, type PublicKey } from '../../../schemas/certificates/key-set.ts';
import { UnexpectedAnswer } from '../../adapters/api/api-errors.ts';
import { getOrigin, fetchWithTimeout } from '../../adapters/api/fetch-with-timeout.ts';
import { verifyTools } from '../../adapters/certificates/verifying/verify-tools.ts';
import { makeDirectories } from '../../adapters/make-directories.ts';
import { isGenuineList } from '../../certificates/verify/status-from-list.ts';
import { UsageError } from '../command.ts';

const fetchTimeoutMs = 20_000;

export type TrustFolder = {
  readonly keys: () => Promise<readonly PublicKey[]>;
  readonly statusList: (address: string) => Promise<string | null>;
  readonly refreshKeys: (url: string) => Promise<void>;
  /** Keeps a list only if the platform signed it for this address; the address comes from a verified document. */
  readonly refreshList: (url: string, address: string) => Promise<void>;
};

/** Throws UsageError without usable keys, NotReachable or UnexpectedAnswer on a refresh (20 s each). */
export function trustFolder({
  keysFile,
  listsFolder,
}: {
  readonly keysFile: string;
  readonly listsFolder: string;
}): TrustFolder {
  const save = async (path: string, folder: string, text: string): Promise<void> => {
    makeDirectories(folder);
    await writeFile(`${path}.${process.pid}`, text);
    await rename(`${path}.${process.pid}`, path);
  };
  const keys = async () => {
    const text = await readFile(keysFile, 'utf8').catch(() => null);
    if (text === null)
      throw new UsageError(
        '本机还没有平台的公钥。请联网执行一次 guiji verify 文件 --refresh，或用 --keys 指定从平台 /keys 保存的文件。',
      );
    const parsed = KeySet.safeParse(parseJson(text));
    if (!parsed.success) throw new UsageError(`“${keysFile}”不是平台的公钥文件。请重新从平台的 /keys 取得。`);
    return parsed.data.keys;
  };
  return {
    keys,
    statusList: async (address) => {
      const list = parseListAddress(address);
      return list === null ? null : await readFile(join(listsFolder, list.file), 'utf8').catch(() => null);
    },
    refreshKeys: async (url) => {
      const text = await fetchText(`${url}/keys`);
      if (!KeySet.safeParse(parseJson(text)).success)
        throw new UsageError(`${getOrigin(url)} 的 /keys 返回的不是平台的公钥，没有保存。请核对平台地址。`);
      await save(keysFile, join(keysFile, '..'), text);
    },
    refreshList: async (url, address) => {
      const list = parseListAddress(address);
      if (list === null) return;
      // Only the platform is called, whatever host a file names.
      const answer = await fetchWithTimeout(`${url}${list.path}`, {}, fetchTimeoutMs);
      if (!answer.ok) return;
      const [text, known] = [await answer.text(), new Map((await keys()).map((key) => [key.kid, key]))];
      const trust = { key: async (kid: string) => known.get(kid) ?? null };
      if (await isGenuineList({ token: text, address }, trust, verifyTools))
        await save(join(listsFolder, list.file), listsFolder, text);
    },
  };
}

/** `…/status-lists/certificate-nurse/2026` is kept in `certificate-nurse-2026.jwt`; `null` for any other address. */
function parseListAddress(address: string): { readonly path: string; readonly file: string } | null {
  if (!URL.canParse(address)) return null;
  const path = new URL(address).pathname;
  const [, type, year] = /^(?:\/[\w-]+)*\/status-lists\/([a-z0-9-]+)\/(\d{4})$/.exec(path) ?? [];
  return type === undefined || year === undefined ? null : { path, file: `${type}-${year}.jwt` };
}

async function fetchText(address: string): Promise<string> {
  const answer = await fetchWithTimeout(address, {}, fetchTimeoutMs);
  if (!answer.ok) throw new UnexpectedAnswer(getOrigin(address), answer.status);
  return await answer.text();
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
