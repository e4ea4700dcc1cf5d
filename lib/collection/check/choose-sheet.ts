import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases, type FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import type { SheetRow, SheetState } from '../../kernel/sheet.ts';
import { findHeader, headerSearchRows, type ColumnFault, type Header } from './match-header.ts';

/** A worksheet in the order of the tabs, with its first rows that hold something. */
export type SheetCandidate = { readonly name: string; readonly state: SheetState; readonly rows: readonly SheetRow[] };

export type ChosenSheet = { readonly sheet: string; readonly header: Header; readonly faults: readonly ColumnFault[] };

function fault(code: FindingCode, facts: Facts): ColumnFault {
  return { code, severity: findingPhrases[code].severity, facts };
}

/**
 * The sheet that holds the dataset's rows: `named` (the template's own, from its marks) if it has a header; else the visible
 * sheet with the most of the fields, the first of equals; else a hidden one, with a warning. Another visible sheet with as many
 * fields and rows below them is named in a warning, for it is not read. Without any, the fault says what was looked for.
 */
export function chooseSheet(
  candidates: readonly SheetCandidate[],
  content: DatasetContent,
  options: { readonly named?: string; readonly optionalKeys?: ReadonlySet<string> } = {},
): ChosenSheet | { readonly faults: readonly ColumnFault[] } {
  const dataset = content.metadata.name;
  const matches = candidates.flatMap(({ name, state, rows }) => {
    const header = findHeader(rows, content, options.optionalKeys);
    if (header === null) return [];
    const matched = header.columns.filter((column) => column >= 0).length;
    return [
      { name, header, matched, visible: state === 'visible', filled: rows.some(({ row }) => row > header.headerRow) },
    ];
  });
  const ranked = matches.toSorted(
    (a, b) =>
      Number(b.name === options.named) - Number(a.name === options.named) ||
      Number(b.visible) - Number(a.visible) ||
      b.matched - a.matched ||
      Number(b.filled) - Number(a.filled),
  );
  const best = ranked[0];
  if (best === undefined) {
    const visible = candidates.filter(({ state }) => state === 'visible');
    const only = visible.length === 1 ? visible[0] : undefined;
    return {
      faults: [
        only === undefined
          ? fault('no-data-sheet', { dataset })
          : fault('header-row-not-found', { sheet: only.name, limit: headerSearchRows, dataset }),
      ],
    };
  }
  const others = ranked.filter(
    (other) => other !== best && other.visible && other.filled && other.matched >= best.matched,
  );
  return {
    sheet: best.name,
    header: best.header,
    faults: [
      ...(best.visible ? [] : [fault('hidden-sheet-read', { dataset, sheet: best.name })]),
      ...others.map((other) => fault('other-sheet-left-out', { otherSheet: other.name, dataset, sheet: best.name })),
    ],
  };
}
