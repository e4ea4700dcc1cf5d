import type { Plugin } from 'esbuild';
import { projectDirectory } from '../../../local/project-directory.ts';

const namespace = 'workbook-writer-only';

/**
 * Keeps exceljs' writer alone, 900 KB less in each bundle that writes workbooks: its readers, its CSV and the copies of
 * Node's streams go. Code in a bundle that reads by exceljs throws.
 */
export const workbookWriterOnly: Plugin = {
  name: namespace,
  setup(build) {
    build.onResolve({ filter: /^exceljs$/ }, ({ path }) => ({ path, namespace }));
    build.onResolve({ filter: /^(readable-stream|.*\/csv\/csv|.*\/utils\/parse-sax)$/ }, ({ path, importer }) => {
      if (!/[\\/]node_modules[\\/](exceljs|jszip)[\\/]/.test(importer)) return null;
      return path === 'readable-stream' ? { path: 'node:stream', external: true } : { path, namespace };
    });
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents:
        path === 'exceljs'
          ? "exports.Workbook = require('exceljs/lib/doc/workbook');"
          : `module.exports = () => { throw new Error('${path} is not in the bundle'); };`,
      loader: 'js',
      resolveDir: projectDirectory,
    }));
  },
};
