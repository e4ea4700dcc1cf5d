import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { findPlatform, forgetPlatform, savePlatform } from '../platform/platform-address.ts';

const origins = {
  option: '由 --url 给出',
  environment: '环境变量 GUIJI_URL',
  saved: '由 guiji connect 保存',
  running: '本机正在运行的系统',
  default: '默认地址',
} as const;

/** Saves the platform's address, or says which one is used and why. */
export const connectCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { forget: { type: 'boolean' } }, ['系统地址?']);
  const [url] = positionals;
  if (url !== undefined && values.forget === true) throw new UsageError('地址和 --forget 只能写一个。');
  if (values.forget === true) {
    forgetPlatform(context);
    context.stdout.write('已不再使用保存的地址。\n');
  }
  if (url !== undefined) savePlatform(url, context);
  const found = findPlatform(undefined, context);
  context.stdout.write(`系统地址 ${found.url}（${origins[found.origin]}）。\n`);
  return exitCodes.done;
};
