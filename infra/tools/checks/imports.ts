import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { projectDirectory } from '../../local/project-directory.ts';

/**
 * Checks the rules of .dependency-cruiser.mjs, which cannot read TypeScript 7, on a mirror in JavaScript. In the rules,
 * `require` means an import of types. The argument names another project directory.
 *
 *     import type { Caller } from '../caller.ts'   →   require('../caller.mjs')
 */
const project = resolve(process.argv[2] ?? projectDirectory);
const mirror = join(project, 'dist', `imports.${process.pid}`);
const folders = ['schemas', 'lib', 'functions', 'infra', 'portal', 'tests'].filter((folder) =>
  existsSync(join(project, folder)),
);

function mirrorFile(file: string, text: string): string {
  if (/\.(d\.ts|jpg)$/.test(file)) return '';
  if (file.endsWith('.tsx')) return mirrorSource(text, withoutMarkup(text));
  return file.endsWith('.ts') ? mirrorSource(text, stripTypeScriptTypes(text, { mode: 'strip' })) : text;
}

/** Node's own stripping does not read JSX. */
function withoutMarkup(source: string): string {
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, jsx: 'react-jsx' } } as const;
  return transformSync(source, { loader: 'tsx', tsconfigRaw }).code.replaceAll('"', "'");
}

function mirrorSource(source: string, code: string): string {
  const types = [...source.matchAll(/^(?:import|export) type [^;]*? from '([^']+)'/gm)].map(
    ([, from = '']) => `require('${from}');`,
  );
  return [code, ...types].join('\n').replaceAll(/(['"])(\.{1,2}\/[^'"\n]+)\.tsx?\1/g, '$1$2.mjs$1');
}

mkdirSync(mirror, { recursive: true });
try {
  for (const file of globSync(`{${folders.join(',')}}/**/*.{ts,tsx,mjs,json,css,jpg}`, { cwd: project })) {
    const to = join(mirror, file.replace(/\.tsx?$/, '.mjs'));
    mkdirSync(dirname(to), { recursive: true });
    const text = readFileSync(join(project, file), 'utf8');
    writeFileSync(to, mirrorFile(file, text));
  }
  for (const name of ['node_modules', 'package.json']) symlinkSync(join(projectDirectory, name), join(mirror, name));
  const tool = join(projectDirectory, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const config = join(projectDirectory, '.dependency-cruiser.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tool, '--config', config, '--output-type', 'err-long', ...folders],
    { cwd: mirror, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 },
  );
  process.stdout.write(`${stdout}${stderr}`.replaceAll(/\.mjs\b/g, '.ts'));
  process.exitCode = status ?? 1;
} finally {
  rmSync(mirror, { recursive: true, force: true });
}
