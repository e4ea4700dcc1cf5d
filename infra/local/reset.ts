import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDirectory } from './project-directory.ts';
import { StartRefused } from './start-refused.ts';
import { forgetState } from './state-directory.ts';

try {
  const { values } = parseArgs({ options: { state: { type: 'string', default: join(projectDirectory, '.local') } } });
  console.log(forgetState(resolve(values.state)) ? '本机数据已清空，下次启动从头开始。' : '没有需要清空的本机数据。');
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exitCode = 1;
}
