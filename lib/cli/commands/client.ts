import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readGrantOpenapiRoute } from '../../../schemas/sharing/sandbox-routes.ts';
import { makeDirectories } from '../../adapters/make-directories.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { clientPackage, clientPackageName, GrantOpenapi } from '../grant-client/client-package.ts';
import { generateClient } from '../grant-client/generate-client.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';

const Manifest = z.object({ name: z.string() });

/** Writes a package for one grant. A folder that holds anything else than a client of this grant is left as it is. */
export const clientCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { out: { type: 'string' }, url: { type: 'string' } }, [
    '授权编号',
  ]);
  const [text = ''] = positionals;
  const params = readGrantOpenapiRoute.params.safeParse({ grant: text });
  if (!params.success) throw new UsageError(`“${text}”不是授权编号。请在授权页面上复制授权编号。`);
  const { grant } = params.data;
  const folder = values.out ?? clientPackageName(grant);
  if (!(await mayWriteTo(folder, grant)))
    throw new UsageError(`文件夹“${folder}”中已有其他内容，没有写入。请用 --out 另写一个文件夹。`);
  const { api, url } = openConnection(values.url, context);
  const document = GrantOpenapi.parse(await api.call(readGrantOpenapiRoute, { params: { grant } }));
  const [generated, signIn] = await Promise.all([generateClient(document), readFile(context.bundledSignIn, 'utf8')]);
  const files = clientPackage({ grant, platform: url, document, generated, signIn });
  await write(folder, files);
  context.stdout.write(
    `${document.info.title}的客户端已写入 ${folder}（${files.size} 个文件）。用法见其中的 README.md：先用沙箱试用，再正式使用。\n`,
  );
  return exitCodes.done;
};

async function mayWriteTo(folder: string, grant: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new UsageError(`无法读取文件夹“${folder}”。请检查它是不是文件夹、是否有权限。`);
  });
  if (names.length === 0) return true;
  try {
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return manifest.name === clientPackageName(grant);
  } catch {
    return false;
  }
}

async function write(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  try {
    makeDirectories(folder);
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  } catch {
    throw new UsageError(`无法写入文件夹“${folder}”。请检查是否有写入权限、磁盘是否有空间。`);
  }
}
