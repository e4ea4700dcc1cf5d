import type { Plugin } from 'esbuild';

/**
 * Loads `node:http` without making an ES module of it: that reads all its exports, and the getter of `WebSocket` loads
 * undici, which takes 20 to 30 ms of every cold start.
 */
export const coreModulesByRequire: Plugin = {
  name: 'core-modules-by-require',
  setup(build) {
    build.onResolve({ filter: /^(node:)?(http|crypto)$/ }, ({ path, kind }) =>
      kind === 'require-call' ? null : { path: path.replace(/^node:/, ''), namespace: 'core-modules-by-require' },
    );
    build.onLoad({ filter: /.*/, namespace: 'core-modules-by-require' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}');`,
      loader: 'js',
    }));
  },
};
