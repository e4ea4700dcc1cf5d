import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { functions } from '../../../../infra/deployment/functions.ts';
import { layers } from '../../../../infra/deployment/layers.ts';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { functionPlugins } from '../../../../infra/tools/build/plugins/index.ts';

/** What is put into the packages of the functions that write files, beside their bundles. */
const takenAlong = [
  ...new Set(functions.flatMap(({ files = [] }) => files.filter((pattern) => pattern.startsWith('node_modules/')))),
];
const inLayer = layers.fonts.files.map((pattern) => `node_modules/${pattern}`);

const program = `
  import { fileWriters } from './lib/adapters/certificates/files/file-writers.ts';
  import { fontFolder } from './lib/adapters/certificates/files/font-folder.ts';
  const text = { kind: 'text', x: 20, y: 30, size: 5, ink: 'black', text: '漯河市' };
  const pages = [{ width: 210, height: 297, drawings: [{ ...text, weight: 'regular' }, { ...text, weight: 'bold' }, { kind: 'code', x: 20, y: 40, size: 30, text: 'https://example.test' }] }];
  const signed = { document: { SignedTime: '2026-01-01T00:00:00.000Z', CertificateName: '证', CertificateIssuingAuthorityName: '局', CertificateIdentifier: '1', CertificateIssuedDate: '2026-01-01' }, jws: 'a..b' };
  const certificate = { der: new Uint8Array(400), issuer: new Uint8Array(20), subject: new Uint8Array(20), serial: new Uint8Array(9), publicKey: new Uint8Array(91) };
  const signer = { keyId: '1', algorithm: 'ES256', sign: async () => new Uint8Array(64) };
  const writers = fileWriters(fontFolder(), async () => ({ signer, chain: [certificate], now: () => new Date() }));
  const [pdf, ofd] = await Promise.all([writers.writePdf({ pages, metadata: [], signed }), writers.writeOfd({ pages, metadata: [], signed })]);
  console.log(JSON.stringify([pdf, ofd].map((file) => Buffer.from(file.withSeal('a.b.c')).subarray(0, 4).toString('latin1'))));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the packaged files exist', () => {
  const all = [...takenAlong, ...inLayer];
  expect(all.map((pattern) => [pattern, globSync(pattern, { cwd: projectDirectory }).length > 0])).toEqual(
    all.map((pattern) => [pattern, true]),
  );
});

test('an unpacked package writes PDF and OFD with its layer, by itself', async () => {
  const bundle = join(folder, 'task', 'dist', 'functions', 'certificates', 'write.mjs');
  await build({
    stdin: { contents: program, resolveDir: projectDirectory, loader: 'ts' },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    plugins: [...functionPlugins],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  copyInto(join(folder, 'task'), takenAlong);
  copyInto(join(folder, 'opt', 'nodejs'), inLayer);
  expect(existsSync(join(folder, 'task', 'node_modules', 'pdfkit'))).toBe(false);
  // Lambda sets NODE_PATH to its layers' packages.
  const env = { ...process.env, NODE_PATH: join(folder, 'opt', 'nodejs', 'node_modules') };
  expect(JSON.parse(execFileSync(process.execPath, [bundle], { cwd: folder, encoding: 'utf8', env }))).toEqual([
    '%PDF',
    'PK\u0003\u0004',
  ]);
});

function copyInto(target: string, patterns: readonly string[]): void {
  for (const path of patterns.flatMap((pattern) => globSync(pattern, { cwd: projectDirectory }))) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    copyFileSync(join(projectDirectory, path), join(target, path));
  }
}
