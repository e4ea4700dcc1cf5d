import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { XmlTags } from './xml-tags.ts';
import { decodeXmlText } from './xml-text.ts';

export type XmlVisitor = {
  /** `path` holds the ancestors' local names, outermost first. */
  readonly open: (tag: XmlTags, name: string, path: readonly string[]) => void;
  /** Reports text directly inside the last element of `path`. */
  readonly text?: (text: string, path: readonly string[]) => void;
};

/** Throws `corrupt` unless the part is one complete tree, and `doctype-found`. */
export function walkXml(bytes: Buffer, part: string, visitor: XmlVisitor): void {
  const tags = new XmlTags(part);
  const tree = new OpenElements(part);
  let at = 0;
  while (at < bytes.length) {
    const lessThan = bytes.indexOf(0x3c, at);
    const textEnd = lessThan < 0 ? bytes.length : lessThan;
    if (tree.path.length === 0) refuseText(bytes, at, textEnd, part);
    else if (textEnd > at) visitor.text?.(decodeXmlText(bytes, at, textEnd, part), tree.path);
    if (lessThan < 0) break;
    const kind = tags.scan(bytes, lessThan, bytes.length);
    at = tags.end;
    if (kind === 'incomplete') throw new WorkbookRefused('corrupt', { part });
    if (kind === 'cdata') visitor.text?.(bytes.utf8Slice(tags.textStart, tags.textEnd), tree.path);
    if (kind === 'close') tree.leave(tags);
    if (kind === 'open' || kind === 'empty') {
      tree.checkRoot();
      visitor.open(tags, tags.localName(), tree.path);
      if (kind === 'open') tree.enter(tags);
    }
  }
  tree.finish();
}

/** Throws `corrupt` on a wrong closing tag and a second root. */
class OpenElements {
  readonly path: string[] = [];
  readonly #hashes: number[] = [];
  readonly #part: string;
  #roots = 0;

  constructor(part: string) {
    this.#part = part;
  }

  checkRoot(): void {
    if (this.path.length === 0 && (this.#roots += 1) > 1) throw this.#corrupt();
  }

  enter(tags: XmlTags): void {
    this.path.push(tags.localName());
    this.#hashes.push(tags.nameHash());
  }

  leave(tags: XmlTags): void {
    if (this.#hashes.pop() !== tags.nameHash()) throw this.#corrupt();
    this.path.pop();
  }

  finish(): void {
    if (this.path.length > 0 || this.#roots === 0) throw this.#corrupt();
  }

  #corrupt(): WorkbookRefused {
    return new WorkbookRefused('corrupt', { part: this.#part });
  }
}

function refuseText(bytes: Buffer, start: number, end: number, part: string): void {
  for (let i = start; i < end; i += 1) if ((bytes[i] ?? 0) > 0x20) throw new WorkbookRefused('corrupt', { part });
}
