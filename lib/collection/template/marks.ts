import { type DatasetVersion, DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import { fnv1a } from '../../kernel/hashing/fnv1a.ts';
import type { Cell } from '../../kernel/sheet.ts';

export type Marks = { readonly dataset: string; readonly version: number; readonly check: string };

/** Repeats the marks: some programs drop custom properties on saving. */
export const marksSheet = '_guiji';

const names = { dataset: 'GuijiDataset', version: 'GuijiVersion', check: 'GuijiCheck' } as const;

/** The check is FNV-1a of the dataset, the version, and the fields' keys and labels. */
export function buildMarks(version: DatasetVersion): Marks {
  const fields = version.content.fields.map((field) => `${field.key}\t${field.label}`);
  return {
    dataset: version.dataset,
    version: version.version,
    check: fnv1a([version.dataset, `${version.version}`, ...fields].join('\n')),
  };
}

/**
 * The marks as custom properties, and in A1:B3 of the hidden sheet:
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

/** `null`: there are no marks. `altered`: they are incomplete, malformed or contradictory. */
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

/** Some programs turn the version into a number. */
function asText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' ? `${cell}` : '';
}

/** Ingest skips the row whose first cell begins so. */
export const hintMark = '〔填写提示〕';
