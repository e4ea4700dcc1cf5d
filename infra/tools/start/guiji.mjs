#!/usr/bin/env node
// `npx guiji` of this checkout. It is here before a build, so that npm links it, and runs on Node 20 or later.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const program = join(project, 'dist', 'cli', 'guiji.mjs');

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `命令行需要 Node.js 24，当前是 ${process.versions.node}。请在 ${project} 中用 npx guiji 运行，它会使用随依赖安装的版本。`,
  );
  process.exitCode = 2;
} else if (existsSync(program)) {
  await import(pathToFileURL(program).href);
} else {
  console.error(`命令行还没有构建。请在 ${project} 中先运行 npm run build（npm start 也会构建），再执行同样的命令。`);
  process.exitCode = 2;
}
