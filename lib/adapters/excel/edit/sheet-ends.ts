import { isActiveFormula } from './active-formula.ts';
import { type Edit, type EditedTag, editXml, removed, textsOf, withAttribute } from './edit-xml.ts';

export type SheetEnds = {
  readonly part: string;
  /** Relation ids whose elements go. */
  readonly dropped: ReadonlySet<string>;
  readonly isDataSheet: boolean;
  /** The relation of the notes' drawing, for a sheet that has none; `null` for no notes. */
  readonly drawing: { readonly id: string; readonly namespace: string } | null;
  /** Reports the relation of the drawing that the sheet has. */
  readonly onDrawing: (id: string) => void;
  readonly onFormulaDropped: () => void;
};

const formulas: ReadonlySet<string> = new Set(['f', 'formula', 'formula1', 'formula2']);
const objects: ReadonlySet<string> = new Set(['oleObjects', 'controls', 'AlternateContent']);
/** What follows the notes' drawing in a worksheet. */
const afterDrawing: ReadonlySet<string> = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
]);

/** The head is all before the rows. Its dimension may be wrong once cells are added. */
export function editSheetHead(xml: Buffer, { part, isDataSheet }: SheetEnds): string {
  return editXml(xml, part, ({ name, text, path }) => {
    if (!isDataSheet) return null;
    if (name === 'dimension' && path.length === 1) return removed;
    return name === 'sheetView' ? { tag: withAttribute(text, 'tabSelected', null) } : null;
  });
}

/** The tail is all behind the rows: conditional formats, validations, links, drawings. */
export function editSheetTail(xml: Buffer, ends: SheetEnds, rootPrefix: string): string {
  const { drawing } = ends;
  let isPlaced = drawing === null;
  const place = (prefix: string): string => {
    if (drawing === null || isPlaced) return '';
    isPlaced = true;
    return `<${prefix}legacyDrawing xmlns:r="${drawing.namespace}" r:id="${drawing.id}"/>`;
  };
  // A root stands in for the one that the head has opened; its namespaces are not looked up.
  const wrapped = Buffer.concat([Buffer.from('<tail>'), xml]);
  const edited = editXml(wrapped, ends.part, (tag) => {
    if (tag.path.length === 1 && tag.name === 'legacyDrawing') {
      isPlaced = true;
      ends.onDrawing(tag.attribute('id', true) ?? '');
      return null;
    }
    const before =
      tag.path.length === 1 && isBehindDrawing(tag) ? place(tag.prefix === '' ? rootPrefix : tag.prefix) : '';
    const edit = editTailElement(tag, ends);
    return before === '' ? edit : { ...edit, before };
  });
  const bare = edited.slice(edited.indexOf('<tail>') + '<tail>'.length);
  const end = bare.lastIndexOf(`</${rootPrefix}worksheet`);
  if (isPlaced || end < 0) return bare;
  return bare.slice(0, end) + place(rootPrefix) + bare.slice(end);
}

/** Compatibility wrappers hold controls, which stand behind the drawing. */
function isBehindDrawing({ name }: EditedTag): boolean {
  return afterDrawing.has(name) || name === 'AlternateContent';
}

function editTailElement(tag: EditedTag, ends: SheetEnds): Edit | null {
  const { dropped, part, onFormulaDropped } = ends;
  const { name, path, element } = tag;
  const edit = path.length === 1 ? editTailChild(tag, ends) : null;
  if (edit !== null) return edit;
  const holdsFormulas = name === 'conditionalFormatting' ? path.length === 1 : name === 'ext' && path.length === 2;
  if (holdsFormulas && hasActiveFormula(element(), part)) {
    onFormulaDropped();
    return removed;
  }
  const id = tag.attribute('id', true);
  if (id === undefined || !dropped.has(id)) return null;
  return name === 'pageSetup' ? { tag: withoutRelation(tag) } : removed;
}

function editTailChild({ name, element }: EditedTag, { dropped, part, onFormulaDropped }: SheetEnds): Edit | null {
  if (name === 'webPublishItems') return removed;
  if (objects.has(name)) return mentionsAny(element(), dropped) ? removed : null;
  if (name === 'hyperlinks') return dropped.size > 0 ? withoutLinks(element(), part, dropped) : null;
  if (name !== 'dataValidations' || !hasActiveFormula(element(), part)) return null;
  onFormulaDropped();
  return withoutChildren(element(), part, (child) => hasActiveFormula(child.element(), part));
}

function hasActiveFormula(xml: string, part: string): boolean {
  return textsOf(xml, part, formulas).some(isActiveFormula);
}

function withoutLinks(xml: string, part: string, dropped: ReadonlySet<string>): Edit {
  return withoutChildren(xml, part, ({ attribute }) => dropped.has(attribute('id', true) ?? ''));
}

/** Removes a list whose last item goes: the schema wants at least one. */
function withoutChildren(xml: string, part: string, goes: (tag: EditedTag) => boolean): Edit {
  let left = 0;
  const edited = editXml(Buffer.from(xml), part, (tag) => {
    if (tag.path.length === 0) return { tag: withAttribute(tag.text, 'count', null) };
    if (tag.path.length > 1) return null;
    if (goes(tag)) return removed;
    left += 1;
    return null;
  });
  return left === 0 ? removed : { element: edited.slice(edited.indexOf('?>') + 2).trimStart() };
}

function withoutRelation({ text }: EditedTag): string {
  return text.replace(/\s[^\s=:]+:id\s*=\s*(?:"[^"]*"|'[^']*')/, '');
}

/** A wrapper of compatible content goes as a whole. */
function mentionsAny(xml: string, ids: ReadonlySet<string>): boolean {
  return [...ids].some((id) => xml.includes(`:id="${id}"`) || xml.includes(`:id='${id}'`));
}
