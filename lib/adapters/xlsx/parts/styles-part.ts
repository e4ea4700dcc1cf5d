import { walkXml } from '../xml/walk-xml.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { isBuiltInDateFormat, isDateFormat } from './date-formats.ts';

/** Holds 1 by style number for a date or time. */
export type DateStyles = Uint8Array;

/** Returns an empty list without a styles part. */
export async function readDateStyles(parts: PackageParts, part: string): Promise<DateStyles> {
  const bytes = await parts.readWhole(part);
  if (bytes === undefined) return new Uint8Array(0);
  const custom = new Map<number, boolean>();
  const formats: number[] = [];
  walkXml(bytes, part, {
    open: (tag, element, path) => {
      const within = path.length === 2 ? path[1] : undefined;
      if (element === 'numFmt' && within === 'numFmts')
        custom.set(Number(tag.attribute('numFmtId')), isDateFormat(tag.attribute('formatCode') ?? ''));
      if (element === 'xf' && within === 'cellXfs') formats.push(Number(tag.attribute('numFmtId') ?? 0));
    },
  });
  return Uint8Array.from(formats, (id) => Number(custom.get(id) ?? isBuiltInDateFormat(id)));
}
