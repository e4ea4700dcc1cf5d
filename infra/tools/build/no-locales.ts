import type { Plugin } from 'esbuild';

/**
 * zod's `z` holds its sentences in sixty languages, a quarter of a megabyte in every bundle, and we write our own.
 * English, its default, stays: it is taken in by another way.
 */
export const noLocales: Plugin = {
  name: 'no-locales',
  setup(build) {
    build.onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer }) =>
      /[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: 'locales', namespace: 'no-locales' } : null,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-locales' }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};
