import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { projectDirectory } from '../../../local/project-directory.ts';

const folder = join(projectDirectory, 'lib', 'browser', 'platform');

/** Gives a browser's bundle the browser's side of each port that shared code takes from Node. */
export const browserPlatform: Plugin = {
  name: 'browser-platform',
  setup(build) {
    build.onResolve({ filter: /[\\/]node-compression\.ts$/ }, () => ({ path: join(folder, 'compression.ts') }));
  },
};

/** Stands in where shared code names Node's `Buffer`; a bundle that names none does not get it. */
export const browserBuffer = join(folder, 'buffer.ts');
