import { readFileSync, readdirSync } from 'node:fs';

export const root = new URL('../../', import.meta.url);

export const readText = (file: string): string => readFileSync(new URL(file, root), 'utf8');

export type Block = { readonly language: string; readonly text: string };

/** The fenced blocks of a Markdown text, in their order, without the indentation of a list. */
export function extractBlocks(text: string): readonly Block[] {
  return [...text.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].map(([, indent = '', language = '', body = '']) => ({
    language,
    text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** The files below some folders whose names end so, with their paths below the project's root. */
export function listFiles(folders: readonly string[], ending: string): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? listFiles([`${folder}${entry.name}/`], ending) : [`${folder}${entry.name}`],
      ),
    )
    .filter((file) => file.endsWith(ending))
    .toSorted();
}

/** Every page but the generated notices, with its path below the project's root. */
export function listDocuments(): readonly string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md') && name !== 'THIRD-PARTY-NOTICES.md');
  return [...top, ...listFiles(['docs/'], '.md')].toSorted();
}
