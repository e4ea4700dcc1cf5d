import { escapeXstring } from '../xml/escape-xstring.ts';
import { isActiveFormula } from './active-formula.ts';
import { type Edit, type EditedTag, editXml, removed, textsOf, withAttribute } from './edit-xml.ts';

export type WorkbookEdits = {
  readonly part: string;
  readonly dropped: ReadonlySet<string>;
  /** The sheet of findings that comes first. */
  readonly list: { readonly name: string; readonly relation: string; readonly namespace: string };
  /** The relation of the sheet with the data. */
  readonly dataSheet: string;
  /** The range of the list's filter: `'问题清单'!$A$9:$G$12`. */
  readonly filter: string;
  readonly onFormulaDropped: () => void;
};

const dropsWhole: ReadonlySet<string> = new Set([
  'externalReferences',
  'fileRecoveryPr',
  'webPublishing',
  'webPublishObjects',
  'smartTagTypes',
  'functionGroups',
]);
/** What follows the defined names in a workbook. */
const afterNames: ReadonlySet<string> = new Set([
  'calcPr',
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'extLst',
]);

/** Puts the list first: numbers of sheets in names and views move with it. */
export function editWorkbookPart(xml: Buffer, edits: WorkbookEdits): string {
  const { part, list } = edits;
  const sheets = readSheets(xml, edits);
  const filterName = (prefix: string) =>
    `<${prefix}definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${escapeXstring(edits.filter)}</${prefix}definedName>`;
  let isNamed = false;
  const names = (prefix: string): string => {
    if (isNamed) return '';
    isNamed = true;
    return `<${prefix}definedNames>${filterName(prefix)}</${prefix}definedNames>`;
  };
  let isListed = false;
  const written = editXml(xml, part, (tag) => {
    const { name, path, prefix } = tag;
    if (path.length === 2 && path[1] === 'sheets' && name === 'sheet') {
      const before = isListed
        ? ''
        : `<${prefix}sheet xmlns:r="${list.namespace}" name="${escapeXstring(list.name)}" sheetId="${sheets.freeId}" r:id="${list.relation}"/>`;
      isListed = true;
      return sheets.goes(tag) ? { element: before } : { before };
    }
    if (path.length === 1 && name === 'definedNames') {
      isNamed = true;
      return { element: editNames(tag, sheets, edits, filterName(prefix)) };
    }
    if (path.length === 1 && afterNames.has(name)) {
      const before = dropsWhole.has(name) || isNamed ? '' : names(prefix);
      return { ...editElement(tag, sheets, edits), before };
    }
    return editElement(tag, sheets, edits);
  });
  return isNamed
    ? written
    : editXml(Buffer.from(written), part, ({ path, prefix }) => (path.length === 0 ? { atEnd: names(prefix) } : null));
}

type Sheets = {
  readonly freeId: number;
  readonly goes: (tag: EditedTag) => boolean;
  /** Returns the number of a sheet in the new order; `null` for one that goes. */
  readonly moved: (index: number) => number | null;
  readonly dataSheet: number;
};

function readSheets(xml: Buffer, { part, dropped, dataSheet }: WorkbookEdits): Sheets {
  const ids: string[] = [];
  let greatest = 0;
  editXml(xml, part, ({ name, path, attribute }) => {
    if (path.length !== 2 || path[1] !== 'sheets' || name !== 'sheet') return null;
    ids.push(attribute('id', true) ?? '');
    greatest = Math.max(greatest, Number(attribute('sheetId') ?? 0));
    return null;
  });
  const stays = (id: string) => !dropped.has(id);
  return {
    freeId: greatest + 1,
    goes: ({ attribute }) => !stays(attribute('id', true) ?? ''),
    moved: (index) => {
      const id = ids[index];
      return id === undefined || !stays(id) ? null : 1 + ids.slice(0, index).filter(stays).length;
    },
    dataSheet: ids.indexOf(dataSheet),
  };
}

function editNames({ element, prefix }: EditedTag, sheets: Sheets, edits: WorkbookEdits, filterName: string): string {
  const own = editXml(Buffer.from(element()), edits.part, (tag) => {
    if (tag.name !== 'definedName') return null;
    if (textsOf(tag.element(), edits.part, new Set(['definedName'])).some(isActiveFormula)) {
      edits.onFormulaDropped();
      return removed;
    }
    const local = tag.attribute('localSheetId');
    if (local === undefined) return null;
    const moved = sheets.moved(Number(local));
    return moved === null ? removed : { tag: withAttribute(tag.text, 'localSheetId', `${moved}`) };
  });
  const open = `<${prefix}definedNames>`;
  const inner = own.slice(own.indexOf('definedNames'));
  const body = inner.slice(inner.indexOf('>') + 1);
  return `${open}${filterName}${body.includes('</') ? body : `</${prefix}definedNames>`}`;
}

function editElement(tag: EditedTag, sheets: Sheets, { dropped }: WorkbookEdits): Edit | null {
  const { name, path, text, attribute } = tag;
  if (path.length === 1 && dropsWhole.has(name)) return removed;
  if (name === 'workbookView') {
    const active = Number(attribute('activeTab') ?? 0);
    const shown = active === sheets.dataSheet ? 0 : (sheets.moved(active) ?? 0);
    return { tag: withAttribute(withAttribute(text, 'activeTab', `${shown}`), 'firstSheet', null) };
  }
  if (path.length === 1 && name === 'pivotCaches') return dropped.size === 0 ? null : withoutCaches(tag, dropped);
  if (path.length === 2 && path[1] === 'extLst' && [...dropped].some((id) => tag.element().includes(`"${id}"`)))
    return removed;
  return null;
}

function withoutCaches({ element, text }: EditedTag, dropped: ReadonlySet<string>): Edit {
  let left = 0;
  const edited = editXml(Buffer.from(element()), 'pivotCaches', (tag) => {
    if (tag.path.length === 0) return null;
    if (dropped.has(tag.attribute('id', true) ?? '')) return removed;
    left += 1;
    return null;
  });
  return left === 0 || text.endsWith('/>') ? removed : { element: edited.slice(edited.indexOf('?>') + 2).trimStart() };
}
