import { type Writable, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { explainOmissions, type OmittedContent } from '../../../../schemas/collection/omitted-content.ts';
import type { AnnotationOrder, FindingList } from '../../../collection/annotate/annotation-orders.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { partKey } from '../../xlsx/zip/zip-directory.ts';
import { contentTypes, editContentTypes } from '../edit/content-types.ts';
import { editVml } from '../edit/edit-other-part.ts';
import { editSheet } from '../edit/edit-sheet.ts';
import { editWorkbookPart } from '../edit/edit-workbook-part.ts';
import { addProperties } from '../edit/mark-properties.ts';
import { mergeBoxes, mergeComments, type Note } from '../edit/merge-notes.ts';
import { openOfficerPackage, type OfficerPackage } from '../edit/officer-package.ts';
import { relationsPartOf, relationsXml } from '../edit/package-relations.ts';
import { editSheetHead, editSheetTail, type SheetEnds } from '../edit/sheet-ends.ts';
import { StyleSheet } from '../edit/style-sheet.ts';
import { customContentType } from '../xml/custom-properties.ts';
import { type ZipPart, zipBytes } from '../zip/zip-bytes.ts';
import { copyPart, readText } from './copied-parts.ts';
import { findEarlierLists } from './find-earlier-lists.ts';
import { findFindingColumn } from './find-finding-column.ts';
import { addListLooks } from './list-looks.ts';
import { listHeaderRow, type ListPlan, streamListSheet } from './list-sheet.ts';
import { type AnnotationPlan, planAnnotation } from './plan-annotation.ts';
import { markRows, noteColumnFinder } from './row-marks.ts';

/** Ends `output`; returns what was left out. Memory does not grow with the rows. */
export async function writeAnnotated(order: AnnotationOrder, output: Writable): Promise<readonly OmittedContent[]> {
  const omitted = new Set<OmittedContent>();
  await pipeline(Readable.from(streamAnnotated(order, omitted), { objectMode: false }), output);
  return [...omitted].sort();
}

/**
 * Streams the officer's own workbook with annotations; it can be corrected and uploaded again:
 *
 *   问题清单   a new first sheet: the findings, each with a link to its cell
 *   (data)     faulty cells are coloured and have a note, beside the notes that are there
 *   …          all else as it was, but for what runs or reaches outside: `omitted` names it
 */
export async function* streamAnnotated(
  order: AnnotationOrder,
  omitted: Set<OmittedContent> = new Set(),
): AsyncGenerator<Uint8Array> {
  const earlier = await findEarlierLists(order);
  const officers = await openOfficerPackage(order.workbook.source, earlier, omitted);
  const list = await order.list();
  const plan = planAnnotation(officers, order, list);
  yield* zipBytes(streamParts(order, list, officers, plan));
}

/** The list comes after the sheets, which tell what was left out; the styles come last. */
async function* streamParts(
  order: AnnotationOrder,
  list: FindingList,
  officers: OfficerPackage,
  plan: AnnotationPlan,
): AsyncGenerator<ZipPart> {
  const { parts, kept, book, omitted } = officers;
  const added = new Map([
    [plan.listPart, contentTypes.worksheet],
    [plan.stylesPart, contentTypes.styles],
    [officers.workbookPart, contentTypes.workbook],
    ...(plan.propertiesPart === null ? [] : ([[plan.propertiesPart, customContentType]] as const)),
    ...(plan.hasNotes ? ([[plan.commentsPart, contentTypes.comments]] as const) : []),
  ]);
  const isKept = (part: string) => kept.has(part) || part.endsWith('.rels');
  const types = editContentTypes(await parts.readWhole('[Content_Types].xml'), isKept, added);
  yield { name: '[Content_Types].xml', texts: [types] };
  for (const related of kept.values()) {
    if (partKey(related.name) === partKey(plan.dataSheet.name)) continue;
    const relations = plan.listRelations(related);
    if (relations.length > 0) yield { name: relationsPartOf(related.name), texts: [relationsXml(relations)] };
  }
  for (const related of kept.values()) {
    if (plan.isEdited(related)) continue;
    const copied = await copyPart(officers, related);
    if (copied !== null) yield copied;
  }
  if (plan.propertiesPart !== null) {
    const own = (await parts.readWhole(plan.propertiesPart)) ?? null;
    const added = { pairs: order.spec.marks.pairs, names: plan.namespaces.customProperties };
    yield { name: plan.propertiesPart, texts: [addProperties(own, plan.propertiesPart, added)] };
  }
  const styles = new StyleSheet(await parts.readWhole(book.styles), book.styles, plan.namespaces.main);
  const notes: Note[] = [];
  const drawing = { relation: plan.drawingRelation };
  yield {
    name: plan.dataSheet.name,
    texts: streamDataSheet({ order, officers, plan, styles, notes, drawing }),
  };
  yield* noteParts(officers, plan, notes, drawing.relation);
  const workbook = await parts.readWhole(officers.workbookPart);
  if (workbook === undefined) return;
  const editWorkbook = (filter: string) =>
    editWorkbookPart(
      workbook,
      plan.workbookEdits(filter, () => void omitted.add('active-formulas')),
    );
  editWorkbook(''); // tells whether names go, before the list says so
  const explained = explainOmissions([...omitted].sort());
  const listPlan: ListPlan = {
    namespace: plan.namespaces.main,
    looks: addListLooks(styles),
    text: order.text,
    remarks: explained === '' ? [] : [explained],
    kinds: list.kinds,
    dataSheet: order.sheetName,
    dataHeaderRow: order.headerRow,
    findColumn: listColumnFinder(order),
  };
  let lastLine = 0;
  yield { name: plan.listPart, texts: streamListSheet(listPlan, list.lines(), (line) => (lastLine = line)) };
  yield { name: plan.stylesPart, texts: [styles.toXml()] };
  const filter = `'${plan.listName}'!$A$${listHeaderRow(listPlan)}:$G$${lastLine}`;
  yield { name: officers.workbookPart, texts: [editWorkbook(filter)] };
}

type DataSheetWork = {
  readonly order: AnnotationOrder;
  readonly officers: OfficerPackage;
  readonly plan: AnnotationPlan;
  readonly styles: StyleSheet;
  readonly notes: Note[];
  readonly drawing: { relation: string };
};

function streamDataSheet(work: DataSheetWork): AsyncGenerator<string | Uint8Array> {
  const { order, officers, plan, styles, notes, drawing } = work;
  const onFormulaDropped = () => void officers.omitted.add('active-formulas');
  const ends: SheetEnds = {
    part: plan.dataSheet.name,
    dropped: plan.dataSheet.dropped,
    isDataSheet: true,
    drawing: plan.hasNotes ? { id: plan.drawingRelation, namespace: plan.namespaces.relations } : null,
    onDrawing: (id) => (drawing.relation = id),
    onFormulaDropped,
  };
  return editSheet(officers.parts.stream(plan.dataSheet.name) ?? noBytes(), plan.dataSheet.name, {
    marks: markRows(order.findingsByRow, noteColumnFinder(order), { notes, maxNotes: order.maxNotes }),
    styleOf: (own, fault) => (fault === null ? styles.withoutMark(own) : styles.withFault(own, fault)),
    asksEveryCell: styles.hasEarlierMarks,
    editHead: (xml) => editSheetHead(xml, ends),
    editTail: (xml, prefix) => editSheetTail(xml, ends, prefix),
    onFormulaDropped,
  });
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}

/** Writes the notes and their boxes, and the relations of the data sheet, which name both. */
async function* noteParts(
  officers: OfficerPackage,
  plan: AnnotationPlan,
  notes: readonly Note[],
  drawingRelation: string,
): AsyncGenerator<ZipPart> {
  const { parts } = officers;
  const own = plan.dataSheet.relations;
  const drawing = own.find(({ id }) => id === drawingRelation)?.part ?? '';
  const drawingPart = parts.has(drawing) ? drawing : plan.drawingPart;
  const ownComments = (await parts.readWhole(plan.commentsPart)) ?? null;
  const comments = mergeComments(ownComments, plan.commentsPart, notes, plan.namespaces.main);
  if (plan.hasNotes || ownComments !== null) yield { name: plan.commentsPart, texts: [comments.xml] };
  const ownBoxes = parts.has(drawing) ? editVml(await readText(officers, drawing)) : null;
  const boxed = notes.filter(({ row, column }) => !comments.withoutBox.has(`${columnLetters(column)}${row}`));
  if (plan.hasNotes || ownBoxes !== null) {
    const boxes = mergeBoxes(ownBoxes, boxed, { gone: comments.gone, widths: plan.widths });
    yield { name: drawingPart, texts: [boxes] };
  }
  for (const { part, kind } of own) {
    if (kind !== 'vmlDrawing' || partKey(part) === partKey(drawingPart) || !parts.has(part)) continue;
    yield { name: part, texts: [editVml(await readText(officers, part))] };
  }
  const relations = plan.dataSheetRelations(drawingRelation, drawingPart);
  if (relations.length > 0) yield { name: relationsPartOf(plan.dataSheet.name), texts: [relationsXml(relations)] };
}

function listColumnFinder(order: AnnotationOrder): (finding: Finding) => string | null {
  const noteColumn = noteColumnFinder(order);
  return (finding) => {
    // A further sheet has its own columns.
    if (finding.sheet !== undefined && finding.sheet !== order.sheetName)
      return finding.column ?? (finding.row === undefined ? null : 'A');
    const column = findFindingColumn(finding, order.spec, order.columns);
    if (column >= 0) return columnLetters(column);
    return finding.row === undefined ? null : columnLetters(noteColumn(finding));
  };
}
