import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeySet, type PublicKey } from '../../../schemas/certificates/key-set.ts';
import { UnexpectedAnswer } from '../../adapters/api/api-errors.ts';
import { getOrigin, fetchWithTimeout } from '../../adapters/api/fetch-with-timeout.ts';
import { UsageError } from '../command.ts';

const fetchTimeoutMs = 20_000;

export type TrustFolder = {
  readonly keys: () => Promise<readonly PublicKey[]>;
  readonly statusList: (address: string) => Promise<string | null>;
  readonly refreshKeys: (url: string) => Promise<void>;
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
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.${process.pid}`, text);
    await rename(`${path}.${process.pid}`, path);
  };
  return {
    keys: async () => {
      const text = await readFile(keysFile, 'utf8').catch(() => null);
      if (text === null)
        throw new UsageError(
          '本机还没有平台的公钥。请联网执行一次 guiji verify 文件 --refresh，或用 --keys 指定从平台 /keys 保存的文件。',
        );
      const parsed = KeySet.safeParse(parseJson(text));
      if (!parsed.success) throw new UsageError(`“${keysFile}”不是平台的公钥文件。请重新从平台的 /keys 取得。`);
      return parsed.data.keys;
    },
    statusList: async (address) => await readFile(join(listsFolder, listName(address)), 'utf8').catch(() => null),
    refreshKeys: async (url) => await save(keysFile, join(keysFile, '..'), await fetchText(`${url}/keys`)),
    refreshList: async (url, address) => {
      // Only the platform is called, whatever host a file names.
      if (!URL.canParse(address)) return;
      const path = join(listsFolder, listName(address));
      const answer = await fetchWithTimeout(`${url}${new URL(address).pathname}`, {}, fetchTimeoutMs);
      if (answer.ok) await save(path, listsFolder, await answer.text());
    },
  };
}

/** Converts `…/status-lists/certificate-nurse/2026` to `certificate-nurse-2026.jwt`. */
function listName(address: string): string {
  const [, type = 'unknown', year = '0'] = /\/status-lists\/([a-z0-9-]+)\/(\d{4})$/.exec(address) ?? [];
  return `${type}-${year}.jwt`;
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
