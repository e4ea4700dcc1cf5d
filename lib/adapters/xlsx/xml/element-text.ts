import { WorkbookRefused } from '../refusals/workbook-refused.ts';
import { XmlTags } from './xml-tags.ts';
import { xmlText } from './xml-text.ts';

/**
 * The texts inside a cell (`c`) or a shared string (`si`), by the book: any prefix, entities, CDATA, comments, rich text.
 * Usual shapes are read faster elsewhere; whatever is unusual ends here. White space is kept with or without `xml:space="preserve"`.
 */
export class ElementText {
  /** Behind the element's closing tag. */
  end = 0;
  /** Text of `v`. */
  value: string | undefined;
  /** Texts of `t`, runs joined; phonetic runs (`rPh`) are reading aids and no part of the value, nor are extensions. */
  rich: string | undefined;
  /** It has an `f`. */
  isFormula = false;
  readonly #tags: XmlTags;
  readonly #part: string;
  readonly #open: number[] = [];

  constructor(part: string) {
    this.#part = part;
    this.#tags = new XmlTags(part);
  }

  /** Reads on from behind an opening tag whose name has the hash `name`. False: the bytes end before the element does. */
  read(bytes: Buffer, at: number, end: number, name: number): boolean {
    const tags = this.#tags;
    const open = this.#open;
    open.length = 0;
    open.push(name);
    this.value = undefined;
    this.rich = undefined;
    this.isFormula = false;
    let passedOver = 0; // depth of the `rPh` or `extLst` that is open, 0: none
    let collecting = 0; //  depth of the `t` or `v` that is open
    let isValue = false;
    let text = '';
    for (let from = at; ;) {
      const lessThan = bytes.indexOf(0x3c, from);
      if (lessThan < 0 || lessThan >= end) return false;
      if (collecting > 0 && lessThan > from) text += xmlText(bytes, from, lessThan, this.#part);
      const kind = tags.scan(bytes, lessThan, end);
      if (kind === 'incomplete') return false;
      from = tags.end;
      if (kind === 'cdata') {
        if (collecting > 0) text += bytes.utf8Slice(tags.textStart, tags.textEnd);
      } else if (kind === 'open') {
        open.push(tags.nameHash());
        if (passedOver === 0 && (tags.is('rPh') || tags.is('extLst'))) passedOver = open.length;
        isValue = tags.is('v');
        if (passedOver === 0 && tags.is('f')) this.isFormula = true;
        if (passedOver === 0 && collecting === 0 && (isValue || tags.is('t'))) {
          collecting = open.length;
          text = '';
        }
      } else if (kind === 'empty') {
        if (passedOver === 0 && collecting === 0) {
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
        if (depth === passedOver) passedOver = 0;
        if (depth === 1) {
          this.end = tags.end;
          return true;
        }
      }
    }
  }
}
