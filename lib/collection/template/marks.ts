import { type DatasetVersion, DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import { fnv1a } from '../../kernel/hashing/fnv1a.ts';
import type { Cell } from '../../kernel/sheet.ts';

/** The dataset and version that a template was made for, stored in the workbook. */
export type Marks = { readonly dataset: string; readonly version: number; readonly check: string };

/** The hidden sheet that repeats the marks: some programs drop custom properties on saving. */
export const marksSheet = '_guiji';

const names = { dataset: 'GuijiDataset', version: 'GuijiVersion', check: 'GuijiCheck' } as const;

/** The check is a hash (FNV-1a) of the dataset, the version, and every field's key and label. */
export function buildMarks(version: DatasetVersion): Marks {
  const fields = version.content.fields.map((field) => `${field.key}\t${field.label}`);
  return {
    dataset: version.dataset,
    version: version.version,
    check: fnv1a([version.dataset, `${version.version}`, ...fields].join('\n')),
  };
}

/**
 * Lists the marks as they are stored, both as custom properties and in A1:B3 of the hidden sheet:
 *
 *     A              B
 *   1 GuijiDataset   resident-id-cards
 *   2 GuijiVersion   1
 *   3 GuijiCheck     09c5a1…
 */
export function listMarks(marks: Marks): readonly (readonly [name: string, value: string])[] {
  return [
    [names.dataset, marks.dataset],
    [names.version, `${marks.version}`],
    [names.check, marks.check],
  ];
}

/**
 * Reads the marks from the properties or the hidden sheet. `null`: there are none. `altered`: they are incomplete,
 * malformed or contradictory. The caller compares the check with the catalogue.
 */
export function readMarks(
  properties: ReadonlyMap<string, string>,
  hiddenRows: readonly (readonly Cell[])[],
): Marks | 'altered' | null {
  const fromProperties = parse(properties);
  const fromSheet = parse(new Map(hiddenRows.map((cells) => [asText(cells[0]), asText(cells[1])])));
  if (fromProperties === 'altered' || fromSheet === 'altered') return 'altered';
  if (fromProperties === null || fromSheet === null) return fromProperties ?? fromSheet;
  const same =
    fromProperties.dataset === fromSheet.dataset &&
    fromProperties.version === fromSheet.version &&
    fromProperties.check === fromSheet.check;
  return same ? fromProperties : 'altered';
}

function parse(pairs: ReadonlyMap<string, string>): Marks | 'altered' | null {
  const [dataset, version, check] = [pairs.get(names.dataset), pairs.get(names.version), pairs.get(names.check)];
  if (dataset === undefined && version === undefined && check === undefined) return null;
  const id = DatasetId.safeParse(dataset);
  if (
    !id.success ||
    version === undefined ||
    !/^[1-9]\d{0,8}$/.test(version) ||
    check === undefined ||
    !/^[0-9a-f]{16}$/.test(check)
  )
    return 'altered';
  return { dataset: id.data, version: Number(version), check };
}

/** Spreadsheet programs may turn the version into a number. */
function asText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' ? `${cell}` : '';
}

/** The prefix of the hint row's first cell; ingest skips the row by it. */
export const hintMark = '〔填写提示〕';
