import type { Plugin } from 'esbuild';

/** Replaces the reader of web fonts, 1.7 MB in every bundle: our fonts are TrueType. */
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
