import { isActiveFormula } from './active-formula.ts';
import { type Edit, type EditedTag, editXml, removed, textsOf, withAttribute } from './edit-xml.ts';

/** Relations of these kinds may lead to parts that are left out: their parts are edited, too. */
const edited: ReadonlySet<string> = new Set([
  'drawing',
  'chart',
  'chartEx',
  'chartUserShapes',
  'table',
  'chartsheet',
  'ctrlProp',
  'slicer',
  'slicerCache',
  'diagramData',
  'diagramDrawing',
  'pivotCacheDefinition',
  'richValueRel',
  'pivotTable',
  'xmlMaps',
]);

export function mayPointOutside(kind: string): boolean {
  return edited.has(kind);
}

/** Takes macros, outside references and elements of dropped relations out of a drawing, chart or table. */
export function editOtherPart(
  xml: Buffer,
  part: string,
  dropped: ReadonlySet<string>,
  onFormulaDropped: () => void,
): string {
  return editXml(xml, part, (tag) => {
    if (tag.path.length === 0) return editRoot(tag);
    if (tag.name === 'DataBinding') return removed; // an XML map that reads a file or a connection
    const own = editAttributes(tag, dropped);
    if (own !== null) return own;
    if (tag.name !== 'f' || !textsOf(tag.element(), part, new Set(['f'])).some(isActiveFormula)) return null;
    onFormulaDropped();
    return { element: `<${tag.prefix}f>#REF!</${tag.prefix}f>` };
  });
}

/** A table filled by a query becomes a plain one. */
function editRoot({ name, text, attribute }: EditedTag): Edit | null {
  if (name === 'formControlPr') return { tag: withAttribute(text, 'macro', null) };
  if (name !== 'table' || attribute('tableType') === undefined) return null;
  return { tag: withAttribute(withAttribute(text, 'tableType', null), 'connectionId', null) };
}

const relationAttributes = ['id', 'embed', 'link', 'pict', 'dm', 'lo', 'qs', 'cs'] as const;

function editAttributes(tag: EditedTag, dropped: ReadonlySet<string>): Edit | null {
  const { text, attribute } = tag;
  if ((attribute('macro') ?? '') !== '') return { tag: withAttribute(text, 'macro', '') };
  if (tag.name === 'tableColumn' && attribute('queryTableFieldId') !== undefined)
    return { tag: withAttribute(text, 'queryTableFieldId', null) };
  if (dropped.size === 0) return null;
  const pointing = relationAttributes.find((name) => dropped.has(attribute(name, true) ?? ''));
  if (pointing === undefined) return null;
  // A picture that is embedded and linked stays embedded.
  return pointing === 'link' && attribute('embed', true) !== undefined
    ? { tag: text.replace(/\s[^\s=:]+:link\s*=\s*(?:"[^"]*"|'[^']*')/, '') }
    : removed;
}

/** VML is not always well-formed: macros and addresses are taken out as text. */
export function editVml(text: string): string {
  return text
    .replace(/<x:(FmlaMacro|FmlaLink|FmlaRange|FmlaPict|FmlaTxbx)\b[^<>]*>[^<]*<\/x:\1>/gi, (element, name: string) =>
      name.toLowerCase() === 'fmlamacro' || isActiveFormula(element.replace(/<[^>]*>/g, '')) ? '' : element,
    )
    .replace(/\s(?:src|href|o:href|o:althref)\s*=\s*(?:"(?!#)[^"]*"|'(?!#)[^']*')/gi, '')
    .replace(/<\/?o:OLEObject\b[^<>]*>/gi, '');
}
