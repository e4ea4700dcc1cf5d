import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { projectDirectory } from '../../local/project-directory.ts';

// npm run resolve-stack [-- --dist FOLDER] < stack.txt
//   replaces each bundle's `file:line:column` by that of the source, from the source maps of the build that was deployed

const { values } = parseArgs({ options: { dist: { type: 'string', default: join(projectDirectory, 'dist') } } });
const Payload = z.object({
  file: z.string().default(''),
  version: z.number(),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(''),
});
const maps = new Map<string, SourceMap | null>();

for await (const line of createInterface({ input: process.stdin }))
  console.log(
    line.replaceAll(
      /(?:file:\/\/)?[^\s("]*?(functions\/[\w./-]+\.mjs):(\d+):(\d+)/g,
      (place, path: string, row: string, column: string) => sourceOf(path, Number(row), Number(column)) ?? place,
    ),
  );

/** Both positions count from 1; undefined without a map or an entry. */
function sourceOf(path: string, row: number, column: number): string | undefined {
  const origin = openMap(path)?.findOrigin(row, column);
  if (origin === undefined || !('fileName' in origin)) return undefined;
  const source = resolve(dirname(join(projectDirectory, 'dist', path)), origin.fileName);
  return `${relative(projectDirectory, source)}:${origin.lineNumber}:${origin.columnNumber}`;
}

function openMap(path: string): SourceMap | null {
  const known = maps.get(path);
  if (known !== undefined) return known;
  const file = join(resolve(values.dist), `${path}.map`);
  const map = existsSync(file) ? new SourceMap(Payload.parse(JSON.parse(readFileSync(file, 'utf8')))) : null;
  if (map === null) console.error(`no source map ${basename(file)} in ${values.dist}`);
  maps.set(path, map);
  return map;
}
