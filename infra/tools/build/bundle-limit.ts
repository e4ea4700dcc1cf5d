import type { BundleSizes } from './build.ts';

/** Bytes of one bundle, all of which a cold start loads; dynamoose adds 127 KiB. */
export const bundleLimit = 1.25 * 1024 * 1024;

export const largerForAReason: Readonly<Record<string, string>> = {
  'download-certificate': 'pdfkit and fontkit, which write the files',
  'download-template': 'exceljs, which writes the template',
  'export-dataset-sheet': 'exceljs, which writes the sheet',
  'annotate-workbook': 'exceljs, which writes the annotated workbook',
  'publish-dataset': 'the dictionary of pinyin, so that searching needs none',
  'pull-source': 'two database drivers, undici and the reader of XML',
  'redeem-use-file': 'pdfkit and fontkit, which write the copies',
  'test-source': 'two database drivers, undici and the reader of XML',
};

/** Lists the bundles over their limit. */
export function tooLarge(sizes: BundleSizes): readonly string[] {
  return [...sizes].flatMap(([path, bytes]) => {
    const name = /([\w-]+)\.mjs$/.exec(path)?.[1] ?? path;
    return bytes > bundleLimit && largerForAReason[name] === undefined
      ? [`${name}: ${(bytes / 1024).toFixed(0)} KiB`]
      : [];
  });
}
