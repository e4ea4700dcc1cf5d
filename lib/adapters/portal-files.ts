import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../kernel/failure.ts';

export type PortalFile = { readonly bytes: Uint8Array; readonly mediaType: string };

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.wasm': 'application/wasm',
};

/** Reads `dist/portal/index.html`. Throws the Failure `browser-script-not-built` without it. */
export async function portalPage(): Promise<string> {
  return await readFile(join(portalFolder(), 'index.html'), 'utf8');
}

/** Reads `dist/portal/assets/<name>.br` or `.gz`; undefined without it. The name must hold no slash. */
export async function portalAsset(name: string, encoding: 'br' | 'gzip'): Promise<PortalFile | undefined> {
  const mediaType = mediaTypes[extname(name)];
  const path = join(portalFolder(), 'assets', `${name}.${encoding === 'br' ? 'br' : 'gz'}`);
  return mediaType === undefined || !existsSync(path) ? undefined : { bytes: await readFile(path), mediaType };
}

/** 128 random bits for one answer, base64 (CSP 3 §2.3.1). */
export const newNonce = (): string => randomBytes(16).toString('base64');

function portalFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'dist', 'portal');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Failure('browser-script-not-built', { name: 'portal' });
  }
}
