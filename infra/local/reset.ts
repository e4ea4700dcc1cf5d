import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartRefused } from './start-refused.ts';
import { defaultStateDirectory, forgetState } from './state-directory.ts';

const usage = '用法：npm run reset [-- --state 数据文件夹]。不写时清空项目目录下的 .local。';

/** Clears the state folder. A refusal is one Chinese sentence, and exit code 1. */
function main(): void {
  const { help, state } = readSettings();
  if (help) return console.log(usage);
  console.log(
    forgetState(state) ? `${state} 中的本机数据已清空，下次启动从头开始。` : `${state} 中没有需要清空的本机数据。`,
  );
}

function readSettings(): { readonly help: boolean; readonly state: string } {
  try {
    const options = {
      state: { type: 'string', default: defaultStateDirectory },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ options });
    return { help: values.help === true, state: resolve(values.state) };
  } catch (error) {
    throw new StartRefused(`参数无法识别。${usage}`, error);
  }
}

try {
  main();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exitCode = 1;
}
