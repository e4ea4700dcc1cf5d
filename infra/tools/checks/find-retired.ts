import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '../../local/project-directory.ts';

/** `line` 0 is the file's own path. */
export type RetiredUse = {
  readonly path: string;
  readonly line: number;
  readonly old: string;
  readonly replacement: string;
};

const listPath = 'infra/tools/checks/retired-identifiers.tsv';
/** They name old words on purpose. */
const exempt: ReadonlySet<string> = new Set([listPath, 'CHANGELOG.md']);
const sources = [
  '{schemas,lib,functions,infra,tests,portal,docs,.ci,.github}/**/*.{ts,tsx,mjs,json,yml,yaml,md,sql,html,css,sh}',
  '.ci/run',
  '*.{ts,mjs,json,yml,md}',
];

/** Identifiers, and names with hyphens: files, routes, codes, settings. */
const tokens = /[A-Za-z_$][\w$]*(?:-[A-Za-z0-9]+)*/g;

/** Maps an old name to its new one, or several with commas between. */
export function readRetired(): ReadonlyMap<string, string> {
  const [, ...rows] = readFileSync(join(projectDirectory, listPath), 'utf8').trimEnd().split('\n');
  return new Map(
    rows.map((row): [string, string] => {
      const [old = '', replacement = ''] = row.split('\t');
      return [old, replacement];
    }),
  );
}

/** Finds whole tokens only. */
export function findRetiredIn(text: string, retired: ReadonlyMap<string, string>): string[] {
  return [...text.matchAll(tokens)]
    .flatMap(([token]) => (token.includes('-') ? [token, ...token.split('-')] : [token]))
    .filter((token) => retired.has(token));
}

/** Searches sources, documents, settings and file names. */
export function findRetired(retired: ReadonlyMap<string, string> = readRetired()): RetiredUse[] {
  const paths = [...new Set(globSync(sources, { cwd: projectDirectory }))].toSorted();
  return paths
    .filter((path) => !exempt.has(path) && path !== 'package-lock.json')
    .flatMap((path) => {
      const lines = [path.replaceAll(/\.\w+/g, ' '), ...readFileSync(join(projectDirectory, path), 'utf8').split('\n')];
      return lines.flatMap((text, line) =>
        findRetiredIn(text, retired).map((old) => ({ path, line, old, replacement: retired.get(old) ?? '' })),
      );
    });
}
