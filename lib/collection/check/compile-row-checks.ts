import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { type FindingCode, findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import type { FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import type { Facts } from '../../kernel/fill-phrase.ts';
import type { FilledCell } from '../../kernel/formats/format.ts';
import { dayToNumber, readCitizenId } from '../../kernel/formats/identity/citizen-id.ts';
import { readCreditCode } from '../../kernel/formats/identity/credit-code.ts';
import { formats } from '../../kernel/formats/index.ts';
import { resolveDisplayed, type ResolveDisplayed } from '../../kernel/formats/resolve-displayed.ts';
import { compactCode } from '../../kernel/formats/text/compact-text.ts';
import { findPlaceholder } from '../../kernel/formats/text/placeholders.ts';
import { uncomputed, type Cell } from '../../kernel/sheet.ts';
import { compileRule } from './compile-rule.ts';
import type { Report, RowState } from './fault.ts';

/** Fills `values` in field order (`null`: empty or in error). False when one is in error. Not re-entrant. */
export type RowCheck = (cells: readonly Cell[], values: (string | null)[], report: Report) => boolean;

/** Compiled once per delivery. `columns` are 0-based, -1 for none. Throws on an unknown code list or field. */
export function compileRowChecks(options: {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly columns: readonly number[];
  readonly today: Day;
}): RowCheck {
  const { content, codeLists, columns, today } = options;
  const state = rowState(content.fields.length);
  const cellChecks = content.fields.map((field, i) => ({
    column: columns[i] ?? -1,
    required: field.required,
    resolve: resolveDisplayed(field),
    read: formats[field.format].compile(field, {
      today,
      note: state.note,
      codeList: field.codeList === undefined ? undefined : codeLists.get(field.codeList),
    }),
  }));
  const betweenCells = [
    ...compileDocumentChecks(content, codeLists, today, state),
    ...content.rules.map((rule) => compileRule(rule, { content, codeLists, columns, state })),
  ];

  function readCell(cell: Cell, check: (typeof cellChecks)[number], field: number): string | null {
    state.at(field);
    const plain = typeof cell === 'object' ? resolveCell(cell, check.resolve) : cell;
    const value = plain === null ? null : check.read(plain);
    if (value === null && plain !== null && !state.faulty(field)) noteEmpty(plain, check.required, state);
    else if (value === null && check.required && !state.faulty(field)) state.note('required-cell-empty');
    return value;
  }

  function resolveCell(cell: Extract<Cell, object | null>, resolve: ResolveDisplayed): FilledCell | null {
    if (cell === null || 'number' in cell) return cell;
    if (!('error' in cell)) return resolve(cell, state.note);
    return state.note(cell.error === uncomputed ? 'formula-not-computed' : 'error-cell');
  }

  return (cells, values, report) => {
    state.begin(report);
    for (let i = 0; i < cellChecks.length; i++) {
      const check = cellChecks[i];
      if (check === undefined) continue;
      values[i] = check.column < 0 ? null : readCell(cells[check.column] ?? null, check, i);
    }
    for (const check of betweenCells) check(values);
    return state.clean();
  };
}

/** The cell is filled, yet reads as empty: the sentence says what is written there. */
function noteEmpty(cell: Cell, required: boolean, state: RowState): void {
  const placeholder = typeof cell === 'string' ? findPlaceholder(cell) : null;
  if (placeholder === null) {
    if (required) state.note('required-cell-empty');
  } else if (required) state.note('required-cell-placeholder', { written: placeholder.written });
  else if (placeholder.isUnclear) state.note('placeholder-read-as-empty', { written: placeholder.written });
}

function rowState(fields: number): RowState {
  const faulty: boolean[] = Array.from({ length: fields }, () => false);
  let errors = 0;
  let current = 0;
  let report: Report = () => {};

  function noteAt(
    field: number,
    code: FindingCode,
    facts?: Facts,
    severity: FindingSeverity = findingSeverities[code],
  ): void {
    if (severity === 'error') {
      errors++;
      faulty[field] = true;
    }
    report(facts === undefined ? { field, code, severity } : { field, code, severity, facts });
  }
  return {
    begin: (to) => {
      if (errors > 0) faulty.fill(false);
      errors = 0;
      report = to;
    },
    at: (field) => {
      current = field;
    },
    note: (code, facts) => {
      noteAt(current, code, facts);
      return null;
    },
    noteAt,
    faulty: (field) => faulty[field] === true,
    clean: () => errors === 0,
  };
}

type DocumentKind = 'citizen-id' | 'credit-code' | 'other';

const citizenIdKinds: ReadonlySet<string> = new Set([
  '居民身份证',
  '身份证',
  '公民身份证',
  '二代身份证',
  '第二代身份证',
  '临时居民身份证',
  '临时身份证',
  '公民身份号码',
  '公民身份证号码',
  '居民身份证号码',
]);
const creditCodeKinds: ReadonlySet<string> = new Set([
  '统一社会信用代码',
  '统一社会信用代码证',
  '统一社会信用代码证书',
]);

function parseDocumentKind(label: string): DocumentKind {
  const name = compactCode(label);
  if (citizenIdKinds.has(name)) return 'citizen-id';
  return creditCodeKinds.has(name) ? 'credit-code' : 'other';
}

/** Code lists number the kinds differently, but name them alike. */
function listDocumentKinds(list: CodeList | undefined): ReadonlyMap<string, DocumentKind> {
  return new Map((list?.codes ?? []).map(({ code, label }) => [code, parseDocumentKind(label)]));
}

/** Checks citizen ids (GB 11643) and credit codes (GB 32100) by `typedBy`; an id of 15 digits gets its 18. */
function compileDocumentChecks(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  today: Day,
  state: RowState,
): ((values: (string | null)[]) => void)[] {
  const now = dayToNumber(today);
  return content.fields.flatMap((field, i) => {
    if (field.format !== 'identity-document' || field.typedBy === undefined) return [];
    const typedBy = content.fields.findIndex((other) => other.key === field.typedBy);
    const type = content.fields[typedBy];
    if (type === undefined)
      throw new Error(`field ${field.key} is typed by ${field.typedBy}, which is not in the dataset`);
    const kinds = listDocumentKinds(type.codeList === undefined ? undefined : codeLists.get(type.codeList));
    return [
      (values: (string | null)[]) => {
        const value = values[i] ?? null;
        const typeValue = values[typedBy] ?? null;
        if (value === null || typeValue === null) return;
        const kind = kinds.get(typeValue) ?? parseDocumentKind(typeValue);
        if (kind === 'other') return;
        state.at(i);
        values[i] =
          kind === 'citizen-id'
            ? readCitizenId(value, now, state.note)
            : readCreditCode(value, { exceptions: field.exceptions }, state.note);
      },
    ];
  });
}
