import type { AnnotationOrder } from '../../../collection/annotate/annotation-orders.ts';

/** Returns the sheets that an earlier annotation has added; an officer's own sheet of that name stays. */
export async function findEarlierLists({
  workbook,
  text,
  sheetName,
}: Pick<AnnotationOrder, 'workbook' | 'text' | 'sheetName'>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { name } of workbook.sheets) {
    if (name === sheetName || !name.startsWith(text.title)) continue;
    for await (const [first] of workbook.rows(name)) {
      if (first?.row === 1 && first.cells[0] === text.title) found.add(name);
      break;
    }
  }
  return found;
}
