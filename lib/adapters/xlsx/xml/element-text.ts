import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { XmlTags } from './xml-tags.ts';
import { decodeXmlText } from './xml-text.ts';

/** Reads `c` or `si` of any shape: prefixes, entities, CDATA, comments, rich text. White space is kept. */
export class ElementText {
  end = 0;
  value: string | undefined;
  /** Excludes phonetic runs (`rPh`) and extensions. */
  rich: string | undefined;
  isFormula = false;
  readonly #tags: XmlTags;
  readonly #part: string;
  readonly #open: number[] = [];

  constructor(part: string) {
    this.#part = part;
    this.#tags = new XmlTags(part);
  }

  /** Reads on from after the opening tag with the name hash `name`. False: the element is incomplete. */
  // oxlint-disable-next-line eslint/complexity -- hot loop: one pass over the bytes without calls per tag
  read(bytes: Buffer, at: number, end: number, name: number): boolean {
    const tags = this.#tags;
    const open = this.#open;
    open.length = 0;
    open.push(name);
    this.value = undefined;
    this.rich = undefined;
    this.isFormula = false;
    let skipDepth = 0; //  depth of the open `rPh` or `extLst`, 0: none
    let collecting = 0; // depth of the open `t` or `v`, 0: none
    let isValue = false;
    let text = '';
    for (let from = at; ;) {
      const lessThan = bytes.indexOf(0x3c, from);
      if (lessThan < 0 || lessThan >= end) return false;
      if (collecting > 0 && lessThan > from) text += decodeXmlText(bytes, from, lessThan, this.#part);
      const kind = tags.scan(bytes, lessThan, end);
      if (kind === 'incomplete') return false;
      from = tags.end;
      if (kind === 'cdata') {
        if (collecting > 0) text += bytes.utf8Slice(tags.textStart, tags.textEnd);
      } else if (kind === 'open') {
        open.push(tags.nameHash());
        if (skipDepth === 0 && (tags.is('rPh') || tags.is('extLst'))) skipDepth = open.length;
        isValue = tags.is('v');
        if (skipDepth === 0 && tags.is('f')) this.isFormula = true;
        if (skipDepth === 0 && collecting === 0 && (isValue || tags.is('t'))) {
          collecting = open.length;
          text = '';
        }
      } else if (kind === 'empty') {
        if (skipDepth === 0 && collecting === 0) {
          if (tags.is('t')) this.rich ??= '';
          else if (tags.is('v')) this.value ??= '';
          else if (tags.is('f')) this.isFormula = true;
        }
      } else if (kind === 'close') {
        const depth = open.length;
        if (open.pop() !== tags.nameHash()) throw new WorkbookRefused('corrupt', { part: this.#part });
        if (depth === collecting) {
          collecting = 0;
          if (isValue) this.value = text;
          else this.rich = `${this.rich ?? ''}${text}`;
        }
        if (depth === skipDepth) skipDepth = 0;
        if (depth === 1) {
          this.end = tags.end;
          return true;
        }
      }
    }
  }
}
