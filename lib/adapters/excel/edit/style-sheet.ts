import type { FindingSeverity } from '../../../../schemas/collection/finding.ts';
import { editXml, prefixOf, withAttribute } from './edit-xml.ts';

/** Fills of faulty cells: light red and light yellow. */
export const faultColours = { error: 'FFFFB3B3', warning: 'FFFFEB9C' } as const;

/** Stands where a faulty cell had no fill: a solid fill never shows its background colour. */
const noFill = 'rgb="FFFEFEFE"';

/** The schema's order of the lists of a style sheet. */
const lists = ['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs', 'cellStyles', 'dxfs'] as const;
type ListName = (typeof lists)[number];

/** A part without styles: the least that Excel opens. */
const leastStyles: Readonly<Partial<Record<ListName, readonly string[]>>> = {
  fonts: ['<font><sz val="11"/><name val="宋体"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellStyleXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
};

export type NewLook = {
  readonly font: string;
  readonly border?: string;
  readonly alignment: string;
  readonly numFmtId?: number;
};

/**
 * A style sheet that grows. The style of a faulty cell is its own with another fill; the former colour is kept as
 * the fill's background colour, which no program shows, so that a later annotation can restore it.
 */
export class StyleSheet {
  readonly #xml: Buffer;
  readonly #part: string;
  readonly #prefix: string;
  readonly #lists = new Map<ListName, string[]>();
  readonly #sizes = new Map<ListName, number>();
  readonly #faulty = new Map<string, number>();
  readonly #plain = new Map<number, number>();

  /** `xml` is UTF-8; `namespace` is that of a new part. Throws `WorkbookRefused` for broken XML. */
  constructor(xml: Buffer | undefined, part: string, namespace: string) {
    this.#xml = xml ?? Buffer.from(`<styleSheet xmlns="${namespace}"></styleSheet>`);
    this.#part = part;
    let prefix = '';
    editXml(this.#xml, part, ({ name, path, text, element }) => {
      if (path.length === 0) prefix = prefixOf(text);
      const list = path.length === 2 ? lists.find((known) => known === path[1]) : undefined;
      if (list === undefined || name === 'extLst' || name === 'AlternateContent') return null;
      this.#listOf(list).push(element());
      return null;
    });
    this.#prefix = prefix;
    for (const list of lists) {
      const own = this.#listOf(list);
      this.#sizes.set(list, own.length);
      if (own.length === 0) own.push(...(leastStyles[list] ?? []).map((item) => this.#prefixed(item)));
    }
  }

  /** True where cells may still have the fill of an earlier annotation. */
  get hasEarlierMarks(): boolean {
    return this.#listOf('fills').some((fill) => earlierMark(fill) !== null);
  }

  /** Returns the style without an earlier annotation's fill. */
  withoutMark(style: number): number {
    const known = this.#plain.get(style);
    if (known !== undefined) return known;
    const xf = this.#xf(style);
    const mark = earlierMark(this.#listOf('fills')[Number(attributeOf(xf, 'fillId') ?? 0)] ?? '');
    const plain = mark === null ? style : this.#addXf(this.#withFill(xf, mark === noFill ? null : mark));
    this.#plain.set(style, plain);
    return plain;
  }

  /** Returns the style of a faulty cell whose own style is `style`. */
  withFault(style: number, severity: FindingSeverity): number {
    const key = `${severity} ${style}`;
    const known = this.#faulty.get(key);
    if (known !== undefined) return known;
    const xf = this.#xf(this.withoutMark(style));
    const own = solidColour(this.#listOf('fills')[Number(attributeOf(xf, 'fillId') ?? 0)] ?? '') ?? noFill;
    const faulty = this.#addXf(this.#withFill(xf, `rgb="${faultColours[severity]}"`, own));
    this.#faulty.set(key, faulty);
    return faulty;
  }

  /** Adds a style of the list of findings; the XML is without a prefix. */
  addLook({ font, border, alignment, numFmtId = 0 }: NewLook): number {
    const fontId = this.#add('fonts', this.#prefixed(font));
    const borderId = border === undefined ? 0 : this.#add('borders', this.#prefixed(border));
    return this.#addXf(
      this.#prefixed(
        `<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="0" borderId="${borderId}" xfId="0" applyNumberFormat="1"` +
          ` applyFont="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`,
      ),
    );
  }

  /** Returns the part with what was added. */
  toXml(): string {
    const present = new Set<string>();
    const written = editXml(this.#xml, this.#part, ({ name, path, text }) => {
      const list = path.length === 1 ? lists.find((known) => known === name) : undefined;
      if (list === undefined) return null;
      present.add(list);
      const all = this.#listOf(list);
      const added = all.slice(this.#sizes.get(list) ?? 0);
      const atEnd = added.length === 0 ? {} : { atEnd: added.join('') };
      return { tag: withAttribute(text, 'count', `${all.length}`), ...atEnd };
    });
    const missing = lists.filter((list) => !present.has(list) && this.#listOf(list).length > 0);
    return missing.length === 0 ? written : this.#withLists(written, missing);
  }

  /** Puts lists that the part lacks before what follows them in the schema. */
  #withLists(xml: string, missing: readonly ListName[]): string {
    const waiting = [...missing];
    const take = (before: (list: ListName) => boolean): string =>
      waiting
        .splice(0, waiting.findLastIndex(before) + 1)
        .map((list) => this.#listXml(list))
        .join('');
    const edited = editXml(Buffer.from(xml, 'utf8'), this.#part, ({ name, path }) => {
      if (path.length !== 1) return null;
      const at = lists.findIndex((list) => list === name);
      return { before: take((list) => at < 0 || lists.indexOf(list) < at) };
    });
    const rest = take(() => true);
    return rest === ''
      ? edited
      : editXml(Buffer.from(edited, 'utf8'), this.#part, ({ path }) => (path.length === 0 ? { atEnd: rest } : null));
  }

  #listXml(list: ListName): string {
    const items = this.#listOf(list);
    return `<${this.#prefix}${list} count="${items.length}">${items.join('')}</${this.#prefix}${list}>`;
  }

  #listOf(list: ListName): string[] {
    const own = this.#lists.get(list) ?? [];
    this.#lists.set(list, own);
    return own;
  }

  #xf(style: number): string {
    const xfs = this.#listOf('cellXfs');
    return xfs[style] ?? xfs[0] ?? '<xf/>';
  }

  /** Gives a style a solid fill with these colours, or none. */
  #withFill(xf: string, colour: string | null, background = 'indexed="64"'): string {
    const fill =
      colour === null
        ? 0
        : this.#add(
            'fills',
            this.#prefixed(
              `<fill><patternFill patternType="solid"><fgColor ${colour}/><bgColor ${background}/></patternFill></fill>`,
            ),
          );
    const tag = /^<[^>]*>/.exec(xf)?.[0] ?? '';
    return withAttribute(withAttribute(tag, 'fillId', `${fill}`), 'applyFill', '1') + xf.slice(tag.length);
  }

  #addXf(xf: string): number {
    return this.#add('cellXfs', xf);
  }

  /** Adds what is not there yet; compares what was added only, as officers' lists may be long. */
  #add(list: ListName, xml: string): number {
    const all = this.#listOf(list);
    const known = all.indexOf(xml, this.#sizes.get(list) ?? 0);
    return known >= 0 ? known : all.push(xml) - 1;
  }

  #prefixed(xml: string): string {
    return this.#prefix === '' ? xml : xml.replace(/<(\/?)/g, `<$1${this.#prefix}`);
  }
}

function attributeOf(tag: string, name: string): string | undefined {
  return new RegExp(`^<[^>]*?\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
}

/** Returns the attributes of a solid fill's colour; `null` for other fills. */
function solidColour(fill: string): string | null {
  if (!/patternType\s*=\s*["']solid["']/.test(fill)) return null;
  const colour = colourOf(fill, 'fgColor');
  return colour !== null && isAutomatic(colour) ? 'rgb="FF000000"' : colour;
}

function isAutomatic(colour: string): boolean {
  return /^(?:indexed="6[45]"|auto=)/.test(colour);
}

function colourOf(fill: string, element: 'fgColor' | 'bgColor'): string | null {
  return new RegExp(`<(?:[^\\s/>:]+:)?${element}\\s+([^>]*?)\\s*/?>`).exec(fill)?.[1]?.replaceAll("'", '"') ?? null;
}

/** Returns the former colour of a fill that marks a fault; `null` for the officer's own fills. */
function earlierMark(fill: string): string | null {
  const colour = solidColour(fill);
  const background = colourOf(fill, 'bgColor');
  const isFault = Object.values(faultColours).some((fault) => colour === `rgb="${fault}"`);
  return isFault && background !== null && !isAutomatic(background) ? background : null;
}
