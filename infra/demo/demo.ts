import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NotReachable, SignInRefused } from '../../lib/adapters/api/api-faults.ts';
import { playDemo } from './play-demo.ts';
import { Mismatch, story } from './story.ts';

const usage = '用法：npm run demo -- [--url 系统地址] [--folder 保存文件的文件夹]';

/** `npm run demo`: shows on a running system a workbook's way from the template to the repaired delivery. Exit code 1 at the first mismatch. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { url: { type: 'string', default: process.env['GUIJI_URL'] ?? 'http://127.0.0.1:8080' }, folder: { type: 'string' } } });
  const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), 'guiji-demo-')) : resolve(values.folder);
  await mkdir(folder, { recursive: true });
  const { log } = console;
  try {
    await playDemo({ url: values.url.replace(/\/+$/, ''), folder, story: story(log) });
    log(values.folder === undefined ? '\n演示完成，全部相符。加上 -- --folder 文件夹 可保留各步的工作簿。' : `\n演示完成，全部相符。各步的工作簿在 ${folder}。`);
    return 0;
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof NotReachable) console.error(`连接不上 ${error.address}。请先在另一个终端运行 npm start，等到显示“归集已启动”。\n${usage}`);
    else if (error instanceof SignInRefused) console.error('演示账号没有取得令牌：演示只用于 npm start 启动的本机系统。');
    else if (error instanceof Mismatch) console.error(`\n演示中止，${error.message}。`);
    else console.error(error);
    process.exit(1);
  },
);
