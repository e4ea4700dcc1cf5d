import { existsSync } from 'node:fs';

/** Path of the browser; null without one, and the journeys are then skipped by name. */
export const chromium: string | null =
  [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== '' && existsSync(path),
  ) ?? null;
