import { existsSync } from 'node:fs';

/** Where the browser is; `null` where there is none, and the journeys are skipped by name. */
export const chromium: string | null =
  [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== '' && existsSync(path),
  ) ?? null;
