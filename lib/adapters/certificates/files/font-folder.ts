import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Finds the fonts upwards from here: in sources or a bundle. */
export function fontFolder(): string {
  return dirname(
    join(
      createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
      '..',
    ),
  );
}
