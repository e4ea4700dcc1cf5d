import type { AnnotationOrder, FindingList } from '../../../collection/annotate/annotation-orders.ts';
import { WorkbookRefused } from '../../xlsx/refusals/workbook-refused.ts';
import { partKey } from '../../xlsx/zip/zip-directory.ts';
import type { WorkbookEdits } from '../edit/edit-workbook-part.ts';
import type { OfficerPackage, RelatedPart } from '../edit/officer-package.ts';
import { freeRelationId, type PackageRelation } from '../edit/package-relations.ts';
import { freePart, numberedPart, relativeTarget } from '../edit/part-names.ts';
import { freeSheetName } from '../template/sheet-name.ts';
import { type PropertyNames, strictProperties, transitionalProperties } from '../xml/custom-properties.ts';

type WrittenRelation = Pick<PackageRelation, 'id' | 'type' | 'target' | 'isExternal'>;

/** Names of the parts that are added or changed. */
type PartNames = {
  readonly listPart: string;
  readonly stylesPart: string;
  readonly commentsPart: string;
  /** For a sheet without notes. */
  readonly drawingPart: string;
  /** Where the marks of the template go; `null` for a workbook that has marks. */
  readonly propertiesPart: string | null;
};

export type AnnotationPlan = PartNames & {
  /** XML namespaces differ between transitional and strict OOXML; new parts use the workbook's own. */
  readonly namespaces: {
    readonly main: string;
    readonly relations: string;
    readonly customProperties: PropertyNames;
  };
  readonly dataSheet: RelatedPart;
  readonly listName: string;
  readonly hasNotes: boolean;
  readonly drawingRelation: string;
  /** Of the dataset's columns, in characters. */
  readonly widths: readonly number[];
  /** True for parts that are written with changes of their own. */
  readonly isEdited: (part: RelatedPart) => boolean;
  readonly listRelations: (part: RelatedPart) => readonly WrittenRelation[];
  readonly dataSheetRelations: (drawingRelation: string, drawingPart: string) => readonly WrittenRelation[];
  readonly workbookEdits: (filter: string, onFormulaDropped: () => void) => WorkbookEdits;
};

const strict = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  relations: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
  customProperties: strictProperties,
} as const;
const transitional = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  relations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  customProperties: transitionalProperties,
} as const;

/** Widths of unknown columns, in characters. */
const defaultWidth = 14;

/** Decides names, ids and parts before anything is written. Throws `WorkbookRefused` without the data sheet. */
export function planAnnotation(officers: OfficerPackage, order: AnnotationOrder, list: FindingList): AnnotationPlan {
  const { kept, book, workbookPart } = officers;
  const found = findDataSheet(officers, order.sheetName);
  const { main, dataSheet, namespaces } = found;
  const names = choosePartNames(officers, dataSheet, order);
  const keptSheets = book.sheets.filter(({ part }) => kept.has(partKey(part)));
  const listName = freeSheetName(
    order.text.title,
    keptSheets.map(({ name }) => name),
  );
  const listRelation = freeRelationId([...main.relations, ...[...main.dropped].map((id) => ({ id }))], 'rIdFindings');
  const edited = editedParts(officers, dataSheet, names);
  return {
    ...names,
    namespaces,
    dataSheet,
    listName,
    hasNotes: list.rowsHaveFindings,
    drawingRelation: freeRelationId(dataSheet.relations, 'rIdFindingsDrawing'),
    widths: listWidths(order),
    isEdited: ({ name }) => name === '' || edited.has(partKey(name)),
    listRelations: (part) => {
      if (part === main) return workbookRelations(officers, found, { ...names, listRelation });
      return part.name === '' ? rootRelations(officers, part, { ...names, namespaces }) : ownRelations(officers, part);
    },
    dataSheetRelations: (id, part) =>
      sheetRelations(officers, found, { drawing: { id, part }, names, hasNotes: list.rowsHaveFindings }),
    workbookEdits: (filter, onFormulaDropped) => ({
      part: workbookPart,
      dropped: main.dropped,
      list: { name: listName, relation: listRelation, namespace: namespaces.relations },
      dataSheet: found.dataSheetRelation,
      filter,
      onFormulaDropped,
    }),
  };
}

type FoundSheet = Pick<AnnotationPlan, 'namespaces' | 'dataSheet'> & {
  /** The workbook's own part, whose relations name the sheets. */
  readonly main: RelatedPart;
  /** Id of the relation from `main` to the data sheet. */
  readonly dataSheetRelation: string;
};

function findDataSheet({ kept, book, workbookPart }: OfficerPackage, sheetName: string): FoundSheet {
  const main = kept.get(partKey(workbookPart));
  const listed = book.sheets.find(({ name }) => name === sheetName);
  const dataSheet = kept.get(partKey(listed?.part ?? ''));
  if (main === undefined || dataSheet === undefined || dataSheet.name === '')
    throw new WorkbookRefused('corrupt', { part: sheetName });
  const relation = main.relations.find(({ part }) => partKey(part) === partKey(dataSheet.name));
  return {
    main,
    dataSheet,
    dataSheetRelation: relation?.id ?? '',
    namespaces: relation?.type.startsWith(strict.relations) === true ? strict : transitional,
  };
}

function choosePartNames(officers: OfficerPackage, dataSheet: RelatedPart, order: AnnotationOrder): PartNames {
  const { book, workbookPart, parts } = officers;
  const folder = workbookPart.slice(0, workbookPart.lastIndexOf('/') + 1);
  const numbered = (name: string, extension: string) => numberedPart(`${folder}${name}`, extension, parts.has);
  const marksPart = findProperties(officers)?.part ?? freePart('docProps/guiji-marks', 'xml', parts.has);
  return {
    listPart: numbered('worksheets/sheet', 'xml'),
    stylesPart: parts.has(book.styles) ? book.styles : freePart(`${folder}styles`, 'xml', parts.has),
    commentsPart: findComments(officers, dataSheet)?.part ?? numbered('comments', 'xml'),
    drawingPart: numbered('drawings/vmlDrawing', 'vml'),
    propertiesPart: hasMarks(order) ? null : marksPart,
  };
}

function findComments({ parts }: OfficerPackage, dataSheet: RelatedPart): PackageRelation | undefined {
  return dataSheet.relations.find(({ kind, part }) => kind === 'comments' && parts.has(part));
}

const propertyKinds: ReadonlySet<string> = new Set(['custom-properties', 'customProperties']);

function findProperties({ kept, parts }: OfficerPackage): PackageRelation | undefined {
  return kept.get('')?.relations.find(({ kind, part }) => propertyKinds.has(kind) && parts.has(part));
}

/** Returns keys of the parts that are not copied as they are. */
function editedParts(
  { book, workbookPart }: OfficerPackage,
  dataSheet: RelatedPart,
  { commentsPart, propertiesPart }: PartNames,
): ReadonlySet<string> {
  const drawings = dataSheet.relations.filter(({ kind }) => kind === 'vmlDrawing').map(({ part }) => part);
  const properties = propertiesPart === null ? [] : [propertiesPart];
  return new Set(
    [dataSheet.name, workbookPart, book.styles, commentsPart, ...properties, ...drawings].map((part) => partKey(part)),
  );
}

/** Leaves out relations to parts that the package lacks. */
function ownRelations({ parts }: OfficerPackage, { relations }: RelatedPart): PackageRelation[] {
  return relations.filter(({ isExternal, part }) => isExternal || parts.has(part));
}

function workbookRelations(
  officers: OfficerPackage,
  { main, namespaces }: FoundSheet,
  { listPart, stylesPart, listRelation }: PartNames & { readonly listRelation: string },
): WrittenRelation[] {
  const own = ownRelations(officers, main);
  const list = relation(listRelation, `${namespaces.relations}/worksheet`, `/${listPart}`);
  const hasStyles = officers.parts.has(officers.book.styles) && main.relations.some(({ kind }) => kind === 'styles');
  if (hasStyles) return [...own, list];
  const styles = relation(
    freeRelationId(main.relations, 'rIdStyles'),
    `${namespaces.relations}/styles`,
    `/${stylesPart}`,
  );
  return [...own.filter(({ kind }) => kind !== 'styles'), styles, list];
}

function rootRelations(
  officers: OfficerPackage,
  root: RelatedPart,
  { propertiesPart, namespaces }: PartNames & Pick<AnnotationPlan, 'namespaces'>,
): WrittenRelation[] {
  const own = ownRelations(officers, root);
  if (propertiesPart === null || findProperties(officers) !== undefined) return own;
  const id = freeRelationId(own, 'rIdMarks');
  return [...own, relation(id, namespaces.customProperties.relation, `/${propertiesPart}`)];
}

type SheetNotes = {
  readonly drawing: { readonly id: string; readonly part: string };
  readonly names: PartNames;
  readonly hasNotes: boolean;
};

function sheetRelations(
  officers: OfficerPackage,
  { dataSheet, namespaces }: FoundSheet,
  { drawing, names, hasNotes }: SheetNotes,
): WrittenRelation[] {
  const own = ownRelations(officers, dataSheet).filter(({ id }) => id !== drawing.id);
  const ofSheet = (id: string, kind: string, part: string) =>
    relation(id, `${namespaces.relations}/${kind}`, relativeTarget(dataSheet.name, part));
  const lacksComments = hasNotes && findComments(officers, dataSheet) === undefined;
  const commentsId = freeRelationId([...own, drawing], 'rIdFindingsNotes');
  return [
    ...own,
    ...(lacksComments ? [ofSheet(commentsId, 'comments', names.commentsPart)] : []),
    ...(hasNotes || officers.parts.has(drawing.part) ? [ofSheet(drawing.id, 'vmlDrawing', drawing.part)] : []),
  ];
}

function relation(id: string, type: string, target: string): WrittenRelation {
  return { id, type, target, isExternal: false };
}

/** With marks, the workbook can be checked and uploaded without naming the dataset. */
function hasMarks({ workbook, spec }: AnnotationOrder): boolean {
  return (
    workbook.sheets.some(({ name }) => name === spec.marks.sheet) ||
    spec.marks.pairs.some(([name]) => workbook.properties.has(name))
  );
}

function listWidths({ spec, columns }: AnnotationOrder): number[] {
  return Array.from(
    { length: Math.max(0, ...columns) + 1 },
    (_, at) => spec.columns[columns.indexOf(at)]?.width ?? defaultWidth,
  );
}
