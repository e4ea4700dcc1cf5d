import type { Plugin } from 'esbuild';

/** Leaves out the parser of browsers' names that the AWS SDK would load in a browser, 34 KB in every bundle. */
export const noBrowserParser: Plugin = {
  name: 'no-browser-parser',
  setup(build) {
    build.onResolve({ filter: /^bowser$/ }, () => ({ path: 'bowser', namespace: 'no-browser-parser' }));
    build.onLoad({ filter: /.*/, namespace: 'no-browser-parser' }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};
