import { resolveEntities } from './resolve-entities.ts';

export type XmlValue = string | XmlElement | XmlValue[];
export type XmlElement = { [name: string]: XmlValue };

/** Deeper documents are refused, since others walk them by recursion. */
export const maxDepth = 100;

/** An open element. `content` is absent while it has neither attributes nor children. */
type Frame = { readonly name: string; content: XmlElement | null; text: string };

const [tab, newline, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20] as const;
const [slash, greater, equals, exclamation, question] = [0x2f, 0x3e, 0x3d, 0x21, 0x3f] as const;

/**
 * Parses XML 1.0 in one pass: one well-formed root, without a DOCTYPE, which could define entities. Names lose their
 * prefixes, texts the white space around them; attributes are `@name`, text beside them `#text`, and elements of one
 * name a list; beside `id`, `x:id` is `@x:id`. Throws an `Error`, also beyond 100 levels.
 *
 *     <a><r n="1">x</r><r/><s>y</s></a>   →   { a: { r: [{ '@n': '1', '#text': 'x' }, ''], s: 'y' } }
 */
export function parseXml(text: string): XmlElement {
  return new XmlReader(text).read();
}

class XmlReader {
  readonly #text: string;
  readonly #open: Frame[] = [];
  readonly #localNames = new Map<string, string>();
  #root: XmlElement | null = null;
  #position = 0;
  /** Where the last markup began. */
  #markupBefore = 0;
  /** Attributes of the open tag that are stored without their prefix: `@id` → `x:id`. */
  readonly #prefixed = new Map<string, string>();

  constructor(text: string) {
    this.#text = text;
  }

  read(): XmlElement {
    const text = this.#text;
    for (;;) {
      const tag = text.indexOf('<', this.#position);
      this.#addText(this.#position, tag < 0 ? text.length : tag);
      if (tag < 0) break;
      this.#markupBefore = tag;
      this.#readMarkup(tag);
    }
    if (this.#root === null || this.#open.length > 0) throw new Error('not one whole root');
    return this.#root;
  }

  #readMarkup(tag: number): void {
    switch (this.#text.charCodeAt(tag + 1)) {
      case slash:
        return this.#closeElement(tag + 2);
      case exclamation:
        return this.#readDeclaration(tag);
      case question:
        return this.#skipPast('?>', tag + 2);
      default:
        return this.#openElement(tag + 1);
    }
  }

  #readDeclaration(tag: number): void {
    if (this.#text.startsWith('<!--', tag)) return this.#skipPast('-->', tag + 4);
    const frame = this.#open.at(-1);
    if (frame === undefined || !this.#text.startsWith('<![CDATA[', tag)) throw new Error('a DOCTYPE');
    this.#skipPast(']]>', tag + 9);
    frame.text += this.#text.slice(tag + 9, this.#position - 3);
  }

  #skipPast(end: string, from: number): void {
    const at = this.#text.indexOf(end, from);
    if (at < 0) throw new Error(`no ${end}`);
    this.#position = at + end.length;
  }

  #addText(start: number, end: number): void {
    if (start === end) return;
    const written = this.#text.slice(start, end);
    const frame = this.#open.at(-1);
    if (frame === undefined) {
      if (written.trim() !== '') throw new Error('text outside the root');
      return;
    }
    // White space beside elements is layout, beside a CDATA section or a comment it separates words.
    const head = this.#text.charCodeAt(this.#markupBefore + 1) === exclamation ? written : written.trimStart();
    const plain = this.#text.charCodeAt(end + 1) === exclamation ? head : head.trimEnd();
    if (plain !== '') frame.text += resolveEntities(plain);
  }

  #openElement(start: number): void {
    const text = this.#text;
    const nameEnd = endOfName(text, start);
    const name = text.slice(start, nameEnd);
    const next = text.charCodeAt(nameEnd);
    if (next === greater) {
      const end = text.indexOf('<', nameEnd);
      if (this.#isEndTag(end, name)) {
        const plain = text.slice(nameEnd + 1, end).trim();
        this.#addChild(name, plain === '' ? '' : resolveEntities(plain));
        this.#position = end + name.length + 3;
        return;
      }
      this.#position = nameEnd + 1;
      this.#push(name, null);
      return;
    }
    const attributes: XmlElement = {};
    if (this.#prefixed.size > 0) this.#prefixed.clear();
    const tagEnd = this.#readAttributes(nameEnd, attributes);
    const content = isEmpty(attributes) ? null : attributes;
    this.#position = tagEnd + 1;
    if (text.charCodeAt(tagEnd - 1) === slash) this.#addChild(name, content ?? '');
    else this.#push(name, content);
  }

  #isEndTag(at: number, name: string): boolean {
    return (
      at >= 0 &&
      this.#text.charCodeAt(at + 1) === slash &&
      this.#text.startsWith(name, at + 2) &&
      this.#text.charCodeAt(at + 2 + name.length) === greater
    );
  }

  /** Answers where the tag's `>` is. */
  #readAttributes(from: number, attributes: XmlElement): number {
    const text = this.#text;
    for (let at = from; ;) {
      const start = skipSpace(text, at);
      const first = text.charCodeAt(start);
      if (first === greater) return start;
      if (first === slash && text.charCodeAt(start + 1) === greater) return start + 1;
      if (start === at) throw new Error('no white space before an attribute');
      const nameEnd = endOfName(text, start);
      const sign = skipSpace(text, nameEnd);
      const quote = skipSpace(text, sign + 1);
      const mark = text.charAt(quote);
      const end = mark === '"' || mark === "'" ? text.indexOf(mark, quote + 1) : -1;
      if (text.charCodeAt(sign) !== equals || end < 0) throw new Error('an attribute without a quoted value');
      const value = text.slice(quote + 1, end);
      if (value.includes('<')) throw new Error('markup in an attribute');
      this.#setAttribute(attributes, text.slice(start, nameEnd), resolveEntities(value.trim()));
      at = end + 1;
    }
  }

  #setAttribute(attributes: XmlElement, name: string, value: string): void {
    if (name.startsWith('xmlns:')) return;
    const local = this.#localName(name);
    const key = `@${local}`;
    const isPrefixed = local !== name;
    const holder = this.#prefixed.get(key);
    if (!Object.hasOwn(attributes, key)) {
      attributes[key] = value;
      if (isPrefixed) this.#prefixed.set(key, name);
    } else if (!isPrefixed && holder !== undefined) {
      attributes[`@${holder}`] = attributes[key] ?? '';
      attributes[key] = value;
      this.#prefixed.delete(key);
    } else {
      if (!isPrefixed || name === holder || Object.hasOwn(attributes, `@${name}`))
        throw new Error('an attribute twice');
      attributes[`@${name}`] = value;
    }
  }

  #push(name: string, content: XmlElement | null): void {
    if (this.#open.length === 0 && this.#root !== null) throw new Error('two roots');
    if (this.#open.length >= maxDepth) throw new Error('too deep');
    this.#open.push({ name, content, text: '' });
  }

  #closeElement(start: number): void {
    const frame = this.#open.pop();
    if (frame === undefined || !this.#text.startsWith(frame.name, start)) throw new Error('crossed elements');
    const end = skipSpace(this.#text, start + frame.name.length);
    if (this.#text.charCodeAt(end) !== greater) throw new Error('crossed elements');
    this.#position = end + 1;
    const { content, text } = frame;
    if (content !== null && text.trim() !== '') content['#text'] = text;
    this.#addChild(frame.name, content ?? text);
  }

  #addChild(name: string, value: string | XmlElement): void {
    const local = this.#localName(name);
    const frame = this.#open.at(-1);
    if (frame !== undefined) return addTo((frame.content ??= {}), local, value);
    if (this.#root !== null) throw new Error('two roots');
    addTo((this.#root = {}), local, value);
  }

  #localName(name: string): string {
    const known = this.#localNames.get(name);
    if (known !== undefined) return known;
    const local = name.slice(name.indexOf(':') + 1);
    this.#localNames.set(name, local);
    return local;
  }
}

function addTo(content: XmlElement, name: string, value: string | XmlElement): void {
  const before = Object.hasOwn(content, name) ? content[name] : undefined;
  if (Array.isArray(before)) before.push(value);
  else if (before !== undefined) content[name] = [before, value];
  else if (name === '__proto__')
    Object.defineProperty(content, name, { value, enumerable: true, writable: true, configurable: true });
  else content[name] = value;
}

function isEmpty(content: XmlElement): boolean {
  for (const _ in content) return false;
  return true;
}

function isSpace(code: number): boolean {
  return code === space || code === newline || code === tab || code === carriageReturn;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

const nameStart = /[\p{L}_:]/u;

/** A name ends at white space, `/`, `>` or `=`. Throws when none begins here. */
function endOfName(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || code === slash || code === greater || code === equals) break;
    // `"`, `&`, `'` and `<` are no part of a name.
    if (code === 0x22 || code === 0x26 || code === 0x27 || code === 0x3c) throw new Error('not a name');
  }
  if (at === from || at === text.length || !nameStart.test(text.charAt(from))) throw new Error('not a name');
  return at;
}
