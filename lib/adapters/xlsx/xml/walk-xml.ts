import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { XmlTags } from './xml-tags.ts';
import { xmlText } from './xml-text.ts';

export type XmlVisitor = {
  /** An element begins; `path` holds the local names above it, outermost first. */
  readonly open: (tag: XmlTags, name: string, path: readonly string[]) => void;
  /** Text directly inside the innermost element of `path`. */
  readonly text?: (text: string, path: readonly string[]) => void;
};

/** Walks a whole part that is held in memory. Throws `corrupt` unless it is one closed tree, `doctype-found` when it has a DOCTYPE. */
export function walkXml(bytes: Buffer, part: string, visitor: XmlVisitor): void {
  const tags = new XmlTags(part);
  const path: string[] = [];
  const hashes: number[] = [];
  let roots = 0;
  let at = 0;
  while (at < bytes.length) {
    const lessThan = bytes.indexOf(0x3c, at);
    const textEnd = lessThan < 0 ? bytes.length : lessThan;
    if (path.length === 0) refuseText(bytes, at, textEnd, part);
    else if (textEnd > at && visitor.text !== undefined) visitor.text(xmlText(bytes, at, textEnd, part), path);
    if (lessThan < 0) break;
    const kind = tags.scan(bytes, lessThan, bytes.length);
    at = tags.end;
    if (kind === 'incomplete') throw new WorkbookRefused('corrupt', { part });
    if (kind === 'skip') continue;
    if (kind === 'cdata') visitor.text?.(bytes.utf8Slice(tags.textStart, tags.textEnd), path);
    else if (kind === 'close') {
      if (hashes.pop() !== tags.nameHash()) throw new WorkbookRefused('corrupt', { part });
      path.pop();
    } else {
      if (path.length === 0 && (roots += 1) > 1) throw new WorkbookRefused('corrupt', { part });
      const name = tags.localName();
      visitor.open(tags, name, path);
      if (kind === 'empty') continue;
      path.push(name);
      hashes.push(tags.nameHash());
    }
  }
  if (path.length > 0 || roots === 0) throw new WorkbookRefused('corrupt', { part });
}

function refuseText(bytes: Buffer, start: number, end: number, part: string): void {
  for (let i = start; i < end; i += 1) if ((bytes[i] ?? 0) > 0x20) throw new WorkbookRefused('corrupt', { part });
}
