import type { OmittedContent } from '../../../../schemas/collection/omitted-content.ts';

/** Relations that show or format something and run nothing; the last segment of their types. */
const harmless: ReadonlySet<string> = new Set([
  'officeDocument',
  'worksheet',
  'chartsheet',
  'styles',
  'sharedStrings',
  'theme',
  'sheetMetadata',
  'table',
  'comments',
  'threadedComment',
  'person',
  'persons',
  'vmlDrawing',
  'drawing',
  'image',
  'cellImage',
  'cellimage',
  'chart',
  'chartEx',
  'chartStyle',
  'chartColorStyle',
  'chartUserShapes',
  'themeOverride',
  'ctrlProp',
  'diagramData',
  'diagramLayout',
  'diagramQuickStyle',
  'diagramColors',
  'diagramDrawing',
  'pivotTable',
  'pivotCacheDefinition',
  'pivotCacheRecords',
  'slicer',
  'slicerCache',
  'timeline',
  'timelineCache',
  'rdRichValue',
  'rdRichValueStructure',
  'rdRichValueTypes',
  'richValueRel',
  'rdArray',
  'richStyles',
  'rdSupportingPropertyBag',
  'rdSupportingPropertyBagStructure',
  'FeaturePropertyBag',
  'namedSheetView',
  'printerSettings',
  'core-properties',
  'extended-properties',
  'custom-properties',
  'metadata/core-properties',
  'coreProperties',
  'extendedProperties',
  'customProperties',
  'metadata/thumbnail',
  'thumbnail',
  'customXml',
  'customXmlProps',
  'hyperlink',
  'xmlMaps',
  'tableSingleCells',
  'customProperty',
  'docMetadata',
  'classificationlabels',
  'workbookmetadata',
]);

const kinds: Readonly<Record<string, OmittedContent>> = {
  externalLink: 'external-links',
  externalLinkPath: 'external-links',
  externalLinkLongPath: 'external-links',
  xlExternalLinkPath: 'external-links',
  attachedTemplate: 'external-links',
  connections: 'connections',
  queryTable: 'connections',
  volatileDependencies: 'connections',
  powerPivotData: 'connections',
  model: 'connections',
  oleObject: 'embedded-objects',
  package: 'embedded-objects',
  audio: 'embedded-objects',
  video: 'embedded-objects',
  media: 'embedded-objects',
  control: 'embedded-objects',
  activeXControlBinary: 'embedded-objects',
  vbaProject: 'macros',
  vbaProjectSignature: 'macros',
  wordVbaData: 'macros',
  xlMacrosheet: 'macros',
  xlIntlMacrosheet: 'macros',
  dialogsheet: 'macros',
  attachedToolbars: 'macros',
  extensibility: 'macros',
  ui: 'macros',
  webextension: 'web-extensions',
  webextensiontaskpanes: 'web-extensions',
};

/** Nobody misses them: caches that Excel rebuilds, and signatures that the changes break. */
const silent: ReadonlySet<string> = new Set([
  'calcChain',
  'origin',
  'signature',
  'certificate',
  'revisionHeaders',
  'revisionLog',
  'usernames',
]);

export type RelationFacts = {
  /** The last segment of the type. */
  readonly kind: string;
  readonly isExternal: boolean;
  readonly target: string;
};

/** `keep`, `drop`, or what the officer is told was left out. An unknown kind is left out: it may run something. */
export function judgeRelation({ kind, isExternal, target }: RelationFacts): 'keep' | 'drop' | OmittedContent {
  if (silent.has(kind)) return 'drop';
  if (!isExternal) return harmless.has(kind) ? 'keep' : (kinds[kind] ?? 'unknown-parts');
  if (kind === 'hyperlink') return isPlainAddress(target) ? 'keep' : 'file-links';
  return kind === 'image' ? 'external-links' : (kinds[kind] ?? 'external-links');
}

/** Web pages, mail and telephone; not files, shares or scripts, whose targets differ by computer. */
function isPlainAddress(target: string): boolean {
  return /^(?:https?:\/\/|mailto:|tel:|#)/i.test(target.trim());
}
