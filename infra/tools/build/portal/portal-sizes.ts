import type { Metafile } from 'esbuild';

/** Bytes after gzip by path, such as `dist/portal/assets/main-ABC.js`. */
export type GzipSizes = ReadonlyMap<string, number>;

type Part = { readonly name: string; readonly files: readonly string[]; readonly bytes: number };
export type PortalPages = {
  /** The frame with the page that everybody opens first; its entry is the first file. */
  readonly first: Part;
  /** What each page, or a part opened on demand, loads besides. */
  readonly pages: readonly Part[];
};

/** Bytes after gzip. */
export const portalLimits = { first: 320 * 1024, page: 150 * 1024 } as const;

/** Pages that are loaded by whoever opens `/`, besides the entry. */
const firstPages: readonly string[] = ['portal/src/frame/my-work/my-work-page.tsx'];

/** Parts that load only when somebody opens them, with what makes them large. */
export const largerForAReason: Readonly<Record<string, string>> = {};

/** Adds up what the entry and each dynamic import load. Throws without the entry. */
export function measurePortal({ outputs }: Metafile, entry: string, sizes: GzipSizes): PortalPages {
  const byEntry = new Map(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) => (entryPoint === undefined ? [] : [[entryPoint, path]])),
  );
  const reach = (path: string, seen: Set<string> = new Set()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    const output = outputs[path];
    if (output?.cssBundle !== undefined) seen.add(output.cssBundle);
    for (const { path: taken, kind, external } of output?.imports ?? [])
      if (kind === 'import-statement' && external !== true) reach(taken, seen);
    return seen;
  };
  const entryFile = byEntry.get(entry);
  if (entryFile === undefined) throw new Error(`No output of ${entry}`);
  const first = reach(entryFile);
  for (const page of firstPages) for (const path of reach(byEntry.get(page) ?? entryFile)) first.add(path);
  const part = (name: string, files: readonly string[]): Part => ({
    name,
    files,
    bytes: files.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0),
  });
  return {
    first: part('first page', [...first]),
    pages: [...byEntry]
      .filter(([source, path]) => source.startsWith('portal/') && !first.has(path))
      .map(([source, path]) =>
        part(
          source,
          [...reach(path)].filter((file) => !first.has(file)),
        ),
      ),
  };
}

/** Lists what is over its limit, one line each. */
export function tooLargePages({ first, pages }: PortalPages): readonly string[] {
  return [
    ...(first.bytes > portalLimits.first ? [`${line(first)}, at most ${kib(portalLimits.first)}`] : []),
    ...pages
      .filter(({ name, bytes }) => bytes > portalLimits.page && largerForAReason[name] === undefined)
      .map((page) => `${line(page)}, at most ${kib(portalLimits.page)}`),
  ];
}

/** The first page, then the pages from the largest down. */
export function describePortal({ first, pages }: PortalPages): readonly string[] {
  return [first, ...pages.toSorted((one, other) => other.bytes - one.bytes)].map(line);
}

const kib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;
const line = ({ name, bytes }: Part): string => `${kib(bytes).padStart(8)} gzip  ${name}`;
