import type { BundleSizes } from './build.ts';

/** Bytes of one function's files, those that it loads on demand included. */
export const bundleLimit = 1_000_000;

/** Half of the functions are no larger, in bytes. */
export const medianLimit = 800_000;

export const largerForAReason: Readonly<Record<string, string>> = {
  'annotate-workbook': 'exceljs, which writes the annotated workbook',
  'catalogue-publish': 'the dictionary of pinyin, so that searching needs none',
  'certificates-files': 'pdfkit and fontkit, loaded at the first file that is not cached',
  'collection-templates': 'exceljs; pdfkit and fontkit, loaded at the first printed sheet',
  'pull-source': 'two database drivers and undici, each loaded at its first connection',
  'send-dispatches': 'undici for webhooks, nodemailer for mails',
  'sources-connect': 'two database drivers and undici, each loaded at its first connection',
};

/** Lists the bundles over their limit, and the median if it is over its own. */
export function tooLarge(sizes: BundleSizes): readonly string[] {
  const single = [...sizes].flatMap(([path, bytes]) => {
    const name = nameOf(path);
    return bytes > bundleLimit && largerForAReason[name] === undefined
      ? [`${name}: ${kilobytes(bytes)}, at most ${kilobytes(bundleLimit)}`]
      : [];
  });
  const median = medianSize(sizes);
  return median > medianLimit
    ? [...single, `the median: ${kilobytes(median)}, at most ${kilobytes(medianLimit)}`]
    : single;
}

/** Describes the sizes in two lines: the median, and the largest bundles. */
export function describeSizes(sizes: BundleSizes): string {
  const largest = [...sizes].toSorted(([, a], [, b]) => b - a).slice(0, 8);
  return [
    `bundles: ${sizes.size}, median ${kilobytes(medianSize(sizes))} of ${kilobytes(medianLimit)}, each at most ${kilobytes(bundleLimit)} but those with a reason`,
    `largest: ${largest.map(([path, bytes]) => `${nameOf(path)} ${kilobytes(bytes)}`).join(', ')}`,
  ].join('\n');
}

/** The upper one of two middle values; 0 without bundles. */
function medianSize(sizes: BundleSizes): number {
  const sorted = [...sizes.values()].toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

/** `pull-source` of `dist/functions/collection/pull-source.mjs`. */
function nameOf(path: string): string {
  return /([\w-]+)\.mjs$/.exec(path)?.[1] ?? path;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} KB`;
