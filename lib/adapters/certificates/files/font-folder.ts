import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Finds the package of the fonts from this file upwards: in the sources, in local bundles, and in a function's package.
 */
export function fontFolder(): string {
  return dirname(
    join(
      createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
      '..',
    ),
  );
}
