import { WorkbookRefused } from '../../xlsx/refusals/workbook-refused.ts';
import { XmlTags } from '../../xlsx/xml/xml-tags.ts';
import { decodeXmlText } from '../../xlsx/xml/xml-text.ts';

/** An opening or empty tag of a part that is edited. */
export type EditedTag = {
  /** Without the prefix. */
  readonly name: string;
  /** Such as `x:`, or empty. */
  readonly prefix: string;
  /** The tag as written. */
  readonly text: string;
  /** Ancestors' local names, outermost first. */
  readonly path: readonly string[];
  /** With `anyPrefix`, `id` finds `r:id` but not `id`. */
  readonly attribute: (name: string, anyPrefix?: boolean) => string | undefined;
  /** Returns the element with all it contains, as written. */
  readonly element: () => string;
};

export type Edit = {
  /** Replaces the tag. */
  readonly tag?: string;
  /** Replaces the element with all it contains. */
  readonly element?: string;
  readonly before?: string;
  /** Goes before the closing tag; an empty tag is opened for it. */
  readonly atEnd?: string;
};

export const removed: Edit = { element: '' };

/** Rewrites UTF-8 XML by `edit`, asked per element; `null` keeps it. Throws `WorkbookRefused` `corrupt`. */
export function editXml(bytes: Buffer, part: string, edit: (tag: EditedTag) => Edit | null): string {
  const tags = new XmlTags(part);
  const path: string[] = [];
  const atEnds: (string | undefined)[] = [];
  let [out, copied, at] = ['', 0, 0];
  const copyTo = (end: number) => {
    out += bytes.utf8Slice(copied, end);
    copied = end;
  };
  for (;;) {
    const lessThan = bytes.indexOf(0x3c, at);
    if (lessThan < 0) break;
    const kind = tags.scan(bytes, lessThan, bytes.length);
    if (kind === 'incomplete') break;
    at = tags.end;
    if (kind === 'skip' && bytes[lessThan + 1] === 0x3f) {
      copyTo(lessThan);
      copied = at; // the XML declaration may name another encoding
    }
    if (kind === 'close') {
      copyTo(lessThan);
      out += atEnds.pop() ?? '';
      path.pop();
    }
    if (kind !== 'open' && kind !== 'empty') continue;
    const name = tags.localName();
    const tagEnd = at;
    const text = bytes.utf8Slice(lessThan, tagEnd);
    const endOfElement = () => {
      const end = kind === 'empty' ? tagEnd : elementEnd(bytes, tagEnd, part);
      if (end < 0) throw new WorkbookRefused('corrupt', { part });
      return end;
    };
    const change = edit({
      name,
      prefix: prefixOf(text),
      text,
      path,
      attribute: (wanted, anyPrefix) => tags.attribute(wanted, anyPrefix),
      element: () => bytes.utf8Slice(lessThan, endOfElement()),
    });
    if (change !== null) {
      copyTo(lessThan);
      out += change.before ?? '';
      if (change.element !== undefined) {
        out += change.element;
        at = endOfElement();
        copied = at;
        continue;
      }
      out += replacedTag(change, text, kind === 'empty');
      copied = tagEnd;
    }
    if (kind === 'open') {
      path.push(name);
      atEnds.push(change?.atEnd);
    }
  }
  copyTo(bytes.length);
  return `${xmlDeclaration}${out.replace(/^[\s\ufeff]+/, '')}`;
}

/** What goes before the end of an empty element opens it. */
function replacedTag({ tag, atEnd }: Edit, text: string, isEmpty: boolean): string {
  const written = tag ?? text;
  if (!isEmpty || atEnd === undefined) return written;
  const [, name = ''] = /^<([^\s/>]+)/.exec(text) ?? [];
  return `${opened(written)}${atEnd}</${name}>`;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Returns the offset after the element whose opening tag ends at `at`; -1 if it is not closed in these bytes. */
export function elementEnd(bytes: Buffer, at: number, part: string): number {
  const tags = new XmlTags(part);
  let depth = 1;
  for (let from = at; depth > 0;) {
    const lessThan = bytes.indexOf(0x3c, from);
    if (lessThan < 0) return -1;
    const kind = tags.scan(bytes, lessThan, bytes.length);
    if (kind === 'incomplete') return -1;
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    from = tags.end;
  }
  return tags.end;
}

export function prefixOf(tag: string): string {
  return /^<([^\s/>:]+:)/.exec(tag)?.[1] ?? '';
}

/** Turns `<a/>` into `<a>`. */
export function opened(tag: string): string {
  return `${withoutEnd(tag)}>`;
}

/** Trims by hand: a pattern would take quadratic time on a tag of blanks. */
function withoutEnd(tag: string): string {
  return tag.slice(0, tag.endsWith('/>') ? -2 : -1).trimEnd();
}

/** Sets an attribute of a tag, or removes it (`null`). `value` must be escaped. */
export function withAttribute(tag: string, name: string, value: string | null): string {
  const bare = tag.replace(new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), '');
  return value === null ? bare : `${withoutEnd(bare)} ${name}="${value}"${bare.endsWith('/>') ? '/>' : '>'}`;
}

/** Returns the text inside all elements `name`, entities resolved and markup left out. */
export function textsOf(xml: string, part: string, names: ReadonlySet<string>): string[] {
  const bytes = Buffer.from(xml, 'utf8');
  const tags = new XmlTags(part);
  const texts: string[] = [];
  let [depth, wanted, text] = [0, 0, ''];
  for (let at = 0; ;) {
    const lessThan = bytes.indexOf(0x3c, at);
    if (lessThan < 0) break;
    if (wanted > 0) text += decodeXmlText(bytes, at, lessThan, part);
    const kind = tags.scan(bytes, lessThan, bytes.length);
    if (kind === 'incomplete') break;
    at = tags.end;
    if (kind === 'cdata' && wanted > 0) text += bytes.utf8Slice(tags.textStart, tags.textEnd);
    if (kind === 'open') {
      depth += 1;
      if (wanted === 0 && names.has(tags.localName())) [wanted, text] = [depth, ''];
    } else if (kind === 'close') {
      if (depth === wanted) {
        texts.push(text);
        wanted = 0;
      }
      depth -= 1;
    }
  }
  return texts;
}
