import { walkXml } from '../xml/walk-xml.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { builtInDisplay, compileDisplay, type NumberDisplay } from './number-formats.ts';

/** By style number. */
export type CellDisplays = readonly NumberDisplay[];

/** Returns an empty list without a styles part. */
export async function readCellDisplays(parts: PackageParts, part: string): Promise<CellDisplays> {
  const bytes = await parts.readWhole(part);
  if (bytes === undefined) return [];
  const custom = new Map<number, NumberDisplay>();
  const formats: number[] = [];
  walkXml(bytes, part, {
    open: (tag, element, path) => {
      const within = path.length === 2 ? path[1] : undefined;
      if (element === 'numFmt' && within === 'numFmts')
        custom.set(Number(tag.attribute('numFmtId')), compileDisplay(tag.attribute('formatCode') ?? ''));
      if (element === 'xf' && within === 'cellXfs') formats.push(Number(tag.attribute('numFmtId') ?? 0));
    },
  });
  return formats.map((id) => custom.get(id) ?? builtInDisplay(id));
}
