import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import { verifyTools } from '../../adapters/certificates/verifying/verify-tools.ts';
import { cacheFolder } from '../../adapters/platform-address.ts';
import type { Trust } from '../../certificates/verify/ports.ts';
import { verifyFile, type FileVerificationResult } from '../../certificates/verify/verify-file.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { resolvePlatformAddress } from '../platform/platform-address.ts';
import { trustFolder, type TrustFolder } from '../platform/trust-folder.ts';

const options = {
  refresh: { type: 'boolean' },
  keys: { type: 'string' },
  lists: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

/** Calls the platform only with `--refresh`. Exits with 1 unless every file is valid. */
export const verifyCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['要核验的证照文件…']);
  const cache = join(cacheFolder(context), 'trust');
  const folder = trustFolder({
    keysFile: resolve(values.keys ?? join(cache, 'keys.json')),
    listsFolder: resolve(values.lists ?? cache),
  });
  const files = await Promise.all(positionals.map(async (path) => ({ path, bytes: await readBytes(path) })));
  if (values.refresh === true) await refresh(files, resolvePlatformAddress(values.url, context), folder);

  const trust = await openTrust(folder);
  let allValid = true;
  for (const { path, bytes } of files) {
    const found = await verifyFile(bytes, trust, verifyTools);
    allValid &&= validityPhrases[found.validity].good;
    context.stdout.write(
      values.json === true ? `${JSON.stringify({ file: path, ...found })}\n` : formatResult(path, found),
    );
  }
  return allValid ? exitCodes.done : exitCodes.findings;
};

async function openTrust(folder: TrustFolder): Promise<Trust> {
  const keys = new Map((await folder.keys()).map((key) => [key.kid, key]));
  return {
    key: async (kid) => keys.get(kid) ?? null,
    statusList: folder.statusList,
    now: new Date().toISOString(),
  };
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Uint8Array.from(await readFile(path));
  } catch {
    throw new UsageError(`无法打开文件“${path}”。请检查路径。`);
  }
}

/** Fetches the lists that verified files name; a file that does not verify decides nothing. */
async function refresh(
  files: readonly { readonly bytes: Uint8Array<ArrayBuffer> }[],
  url: string,
  folder: TrustFolder,
): Promise<void> {
  await folder.refreshKeys(url);
  const trust = await openTrust(folder);
  const found = await Promise.all(files.map(({ bytes }) => verifyFile(bytes, trust, verifyTools)));
  const lists = new Set(found.flatMap(({ document }) => document?.status.status_list.uri ?? []));
  await Promise.all([...lists].map((list) => folder.refreshList(url, list)));
}

function formatResult(path: string, { title, sentence, document, copy, list }: FileVerificationResult): string {
  const lines = [
    `${path}：${title}`,
    `  ${sentence}`,
    ...(document === undefined
      ? []
      : [
          `  ${document.CertificateName}，编号 ${document.CertificateNumber}，` +
            `${document.CertificateIssuingAuthorityName}颁发`,
          `  标识 ${document.CertificateIdentifier}`,
        ]),
    ...(copy === undefined
      ? []
      : [
          `  加注件：${copy.CertificateCopyCause}；${copy.CertificateCopyCreator}；` +
            `有效至 ${minuteInShanghai(copy.CertificateCopyExpiringTime)}`,
        ]),
    ...(list === undefined
      ? []
      : [
          `  ${'status' in list ? `状态清单制作于 ${minuteInShanghai(list.madeAt)}` : statusListNotes[list.unavailable]}`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

const statusListNotes = {
  missing: '本机没有它的状态清单。请联网执行 guiji verify 文件 --refresh 后再核验。',
  expired: '本机的状态清单已过期。请联网执行 guiji verify 文件 --refresh 后再核验。',
  'not-genuine': '本机的状态清单不是平台签发的，没有采用。请联网执行 guiji verify 文件 --refresh 后再核验。',
} as const;
