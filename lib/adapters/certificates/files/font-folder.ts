import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The folder of the fonts’ package, looked for upwards from this file: beside the sources, the bundles on a laptop, and a function's own package
 * in the cloud, which holds the fonts and nothing else of it.
 */
export function fontFolder(): string {
  return dirname(
    join(
      createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
      '..',
    ),
  );
}
