import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NotReachable, SignInRefused } from '../../../lib/adapters/api/api-errors.ts';
import { findAddress } from '../../../lib/adapters/platform-address.ts';
import { assertMayWrite, DemoRefused } from './assert-may-write.ts';
import { Mismatch, reporter, type Reporter } from './reporter.ts';

export type DemoSettings = {
  readonly url: string;
  readonly folder: string;
  readonly reporter: Reporter;
  /** What a demo would end with is left as it is, for the guides. */
  readonly keep: boolean;
};

/** Runs a demo and ends the process, with exit code 1 at the first mismatch. `kept` says what `--keep` leaves. */
export function runDemo(script: string, run: (settings: DemoSettings) => Promise<void>, kept?: string): void {
  const usage =
    `用法：npm run ${script} -- [--url 系统地址] [--folder 保存文件的文件夹] [--yes 不再询问]` +
    (kept === undefined ? '' : ` [--keep ${kept}]`);
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) return console.log(usage);
  runOnce(run).then(
    () => process.exit(0),
    (error: unknown) => {
      if (error instanceof NotReachable)
        console.error(`连接不上 ${error.address}。请先在另一个终端运行 npm start，等到显示“归集已启动”。\n${usage}`);
      else if (error instanceof SignInRefused)
        console.error('演示账号没有取得令牌：演示只用于 npm start 启动的本机系统。');
      else if (error instanceof DemoRefused) console.error(`${error.message}\n${usage}`);
      else if (error instanceof Mismatch) console.error(`\n演示中止，${error.message}。`);
      else console.error(error);
      process.exit(1);
    },
  );
}

async function runOnce(run: (settings: DemoSettings) => Promise<void>): Promise<void> {
  const values = readOptions();
  const url = findAddress(values.url, { environment: process.env }).text.trim().replace(/\/+$/, '');
  await assertMayWrite(url, { yes: values.yes === true });
  const folder = values.folder === undefined ? await mkdtemp(join(tmpdir(), 'guiji-demo-')) : resolve(values.folder);
  await mkdir(folder, { recursive: true });
  const { log } = console;
  try {
    await run({ url, folder, reporter: reporter(log), keep: values.keep === true });
    log(
      values.folder === undefined
        ? '\n演示完成，全部相符。加上 -- --folder 文件夹 可保留各步的文件。'
        : `\n演示完成，全部相符。各步的文件在 ${folder}。`,
    );
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        url: { type: 'string' },
        folder: { type: 'string' },
        yes: { type: 'boolean' },
        keep: { type: 'boolean' },
      },
    }).values;
  } catch {
    throw new DemoRefused('参数无法识别。');
  }
}
