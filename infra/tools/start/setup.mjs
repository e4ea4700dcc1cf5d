// Runs before npm start and npm test, on Node 20 or later and without any package: installs what
// package-lock.json asks for when it has changed, which is the whole set-up of a fresh clone.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const stamp = join(project, 'node_modules', '.guiji-lock-hash');

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`需要 Node.js 20 或更高版本，当前是 ${process.versions.node}。请到 https://nodejs.org 安装后再运行。`);

const lockFile = join(project, 'package-lock.json');
if (!existsSync(lockFile)) stop('找不到 package-lock.json。请在完整的项目目录中运行。');
const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
const there = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : '';

if (wanted !== there) {
  console.log('正在安装依赖（npm ci），第一次需要几分钟下载……');
  const npm = process.env.npm_execpath;
  const asked = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] };
  const result =
    npm === undefined
      ? spawnSync('npm', asked, { ...options, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...asked], options);
  if (result.status !== 0)
    stop('依赖没有装好。请检查网络和 npm 源设置（npm config get registry），再运行一次同样的命令。');
  writeFileSync(stamp, `${wanted}\n`);
}

// The product runs on Node 24. npm installs it on Linux, Windows and macOS; elsewhere the installed one must do.
const brought = ['node', 'node.exe'].some((name) => existsSync(join(project, 'node_modules', '.bin', name)));
if (!brought && Number(process.versions.node.split('.')[0]) < 24) {
  stop(
    `这台机器上没有随依赖提供的 Node.js 24，当前的 ${process.versions.node} 太旧。请到 https://nodejs.org 安装 Node.js 24 后再运行。`,
  );
}
