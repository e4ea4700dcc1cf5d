import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { noLocales } from '../../../../infra/tools/build/no-locales.ts';
import { trueTypeOnly } from '../../../../infra/tools/build/true-type-only.ts';

/** What serverless.yml puts into the packages of the functions that write files, beside their bundles. */
const takenAlong = [
  ...new Set(
    [...readFileSync(join(projectDirectory, 'serverless.yml'), 'utf8').matchAll(/'(node_modules\/[^']+)'/g)].map(
      ([, pattern = '']) => pattern,
    ),
  ),
];

const program = `
  import { fileWriters } from './lib/adapters/certificates/files/file-writers.ts';
  import { fontFolder } from './lib/adapters/certificates/files/font-folder.ts';
  const text = { kind: 'text', x: 20, y: 30, size: 5, ink: 'black', text: '漯河市' };
  const pages = [{ width: 210, height: 297, drawings: [{ ...text, weight: 'regular' }, { ...text, weight: 'bold' }, { kind: 'code', x: 20, y: 40, size: 30, text: 'https://example.test' }] }];
  const signed = { document: { SignedTime: '2026-01-01T00:00:00.000Z', CertificateName: '证', CertificateIssuingAuthorityName: '局', CertificateIdentifier: '1', CertificateIssuedDate: '2026-01-01' }, jws: 'a..b' };
  const writers = fileWriters(fontFolder());
  const [pdf, ofd] = await Promise.all([writers.writePdf({ pages, metadata: [], signed }), writers.writeOfd({ pages, metadata: [], signed })]);
  console.log(JSON.stringify([pdf, ofd].map((file) => Buffer.from(file.withSeal('a.b.c')).subarray(0, 4).toString('latin1'))));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the packaged files exist', () => {
  expect(takenAlong.map((pattern) => [pattern, globSync(pattern, { cwd: projectDirectory }).length > 0])).toEqual(
    takenAlong.map((pattern) => [pattern, true]),
  );
  expect(takenAlong.some((pattern) => pattern.includes('*'))).toBe(true);
});

test('an unpacked package writes PDF and OFD by itself', async () => {
  const bundle = join(folder, 'dist', 'functions', 'certificates', 'write.mjs');
  await build({
    stdin: { contents: program, resolveDir: projectDirectory, loader: 'ts' },
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    plugins: [noLocales, trueTypeOnly],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  for (const path of takenAlong.flatMap((pattern) => globSync(pattern, { cwd: projectDirectory }))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(projectDirectory, path), join(folder, path));
  }
  expect(existsSync(join(folder, 'node_modules', 'pdfkit'))).toBe(false);
  expect(JSON.parse(execFileSync(process.execPath, [bundle], { cwd: folder, encoding: 'utf8' }))).toEqual([
    '%PDF',
    'PK\u0003\u0004',
  ]);
});
