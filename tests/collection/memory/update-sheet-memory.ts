import type { UpdateSheetRepository } from '../../../lib/collection/update-sheets/ports.ts';
import type { ConfirmedSheet, UpdateSheets } from '../../../schemas/collection/update-sheet.ts';

/** Update sheets in memory. */
export function updateSheetMemory(): UpdateSheetRepository {
  const current = new Map<string, UpdateSheets>();
  const kept = new Map<string, Map<number, ConfirmedSheet>>();
  return {
    sheetsOf: async (dataset) => {
      const sheets = current.get(dataset);
      const inForce = sheets?.inForce?.number ?? 0;
      const earlier = [...(kept.get(dataset)?.values() ?? [])]
        .filter(({ number }) => number < inForce)
        .toSorted((one, other) => other.number - one.number);
      return structuredClone({ sheets, earlier });
    },
    saveSheets: async (sheets) => {
      if ((current.get(sheets.dataset)?.lockVersion ?? 0) !== sheets.lockVersion - 1) return false;
      current.set(sheets.dataset, structuredClone(sheets));
      return true;
    },
    keepEarlier: async (dataset, sheet) => {
      const own = kept.get(dataset) ?? new Map<number, ConfirmedSheet>();
      kept.set(dataset, own);
      if (!own.has(sheet.number)) own.set(sheet.number, structuredClone(sheet));
    },
  };
}
