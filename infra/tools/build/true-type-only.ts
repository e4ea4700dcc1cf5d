import type { Plugin } from 'esbuild';

/**
 * What reads and writes web fonts (WOFF, WOFF2) is 1.7 MB in every bundle that embeds a font, and ours are TrueType. It is loaded only when it is
 * needed, and says so then.
 */
export const trueTypeOnly: Plugin = {
  name: 'true-type-only',
  setup(build) {
    build.onResolve({ filter: /^(wawoff2|woff2sfnt-sfnt2woff|brotli\/decompress\.js)$/ }, ({ path }) => ({
      path,
      namespace: 'true-type-only',
    }));
    build.onLoad({ filter: /.*/, namespace: 'true-type-only' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} is not in the bundle'); };`,
      loader: 'js',
    }));
  },
};
