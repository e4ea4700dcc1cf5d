import { mayPointOutside, editOtherPart, editVml } from '../edit/edit-other-part.ts';
import { editSheet, type SheetEdits } from '../edit/edit-sheet.ts';
import type { OfficerPackage, RelatedPart } from '../edit/officer-package.ts';
import { editSheetHead, editSheetTail, type SheetEnds } from '../edit/sheet-ends.ts';
import type { ZipPart } from '../zip/zip-bytes.ts';

const noMarks: AsyncIterator<never> = { next: () => Promise.resolve({ done: true, value: undefined }) };

/** Copies a part of the officer's workbook, without what runs or reaches outside; `null` where there is none. */
export async function copyPart(officers: OfficerPackage, part: RelatedPart): Promise<ZipPart | null> {
  const copy = officers.copy(part.name);
  if (copy === null) return null;
  const { name } = copy;
  if (part.kind === 'worksheet') return (await sheetPart(officers, part, name)) ?? copy;
  if (part.kind === 'vmlDrawing') return { name, texts: [editVml(await readText(officers, part.name))] };
  if (!mayPointOutside(part.kind)) return copy;
  const xml = await officers.parts.readWhole(part.name);
  if (xml === undefined) return null;
  const onFormulaDropped = () => void officers.omitted.add('active-formulas');
  return { name, texts: [editOtherPart(xml, part.name, part.dropped, onFormulaDropped)] };
}

export async function readText({ parts }: OfficerPackage, part: string): Promise<string> {
  return (await parts.readWhole(part))?.toString('utf8') ?? '';
}

/** Returns `null` for a worksheet that can be copied as it is: most further sheets can. */
async function sheetPart(officers: OfficerPackage, part: RelatedPart, name: string): Promise<ZipPart | null> {
  let isActive = part.dropped.size > 0;
  const onFormulaDropped = () => {
    isActive = true;
    officers.omitted.add('active-formulas');
  };
  const stream = () => {
    const chunks = officers.parts.stream(part.name);
    return chunks === undefined ? null : editSheet(chunks, part.name, plainEdits(part, onFormulaDropped));
  };
  if (!isActive) {
    for await (const piece of stream() ?? []) if (piece.length < 0) break; // only the formulas found count
  }
  const texts = isActive ? stream() : null;
  return texts === null ? null : { name, texts };
}

function plainEdits(part: RelatedPart, onFormulaDropped: () => void): SheetEdits {
  const ends: SheetEnds = {
    part: part.name,
    dropped: part.dropped,
    isDataSheet: false,
    drawing: null,
    onDrawing: () => undefined,
    onFormulaDropped,
  };
  return {
    marks: noMarks,
    styleOf: (own) => own,
    asksEveryCell: false,
    editHead: (xml) => editSheetHead(xml, ends),
    editTail: (xml, prefix) => editSheetTail(xml, ends, prefix),
    onFormulaDropped,
  };
}
