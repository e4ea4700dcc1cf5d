import type { FindingKind } from '../../../schemas/collection/finding-kind.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import type { ListedFinding } from '../../kernel/finding-text.ts';

const maxRowsShown = 5;

type Counted = { readonly first: Finding; count: number; readonly rows: number[] };

/** Counts findings by severity, code and field. Memory grows with the kinds, not with the findings. */
export class FindingKinds {
  readonly #kinds = new Map<string, Counted>();

  add(finding: Finding): void {
    count(this.#kinds, kindOf(finding), finding);
  }

  /** Adds the finding of a row that stands before others: the first rows are listed. */
  insert(finding: Finding): void {
    const known = this.#kinds.get(kindOf(finding));
    if (known === undefined || finding.row === undefined) return this.add(finding);
    known.count += 1;
    known.rows.push(finding.row);
    known.rows.sort((a, b) => a - b);
    known.rows.length = Math.min(known.rows.length, maxRowsShown);
  }

  /** Takes back one that was added. */
  remove(finding: Finding): void {
    const known = this.#kinds.get(kindOf(finding));
    if (known === undefined) return;
    known.count -= 1;
    if (known.count === 0) this.#kinds.delete(kindOf(finding));
    else if (finding.row !== undefined && known.rows.includes(finding.row))
      known.rows.splice(known.rows.indexOf(finding.row), 1);
  }

  /** Errors first, then the most frequent. */
  list(): FindingKind[] {
    return [...this.#kinds.values()]
      .map(({ first, count: total, rows }) => ({
        severity: first.severity,
        code: first.code,
        ...(first.field === undefined ? {} : { field: first.field }),
        ...(first.label === undefined ? {} : { label: first.label }),
        count: total,
        rows,
      }))
      .sort((a, b) => rank(a) - rank(b) || b.count - a.count);
  }
}

function kindOf({ severity, code, field }: Finding): string {
  return `${severity} ${code} ${field ?? ''}`;
}

export function listOnce(finding: Finding): ListedFinding {
  return { finding, count: 1, rows: finding.row === undefined ? [] : [finding.row] };
}

/** Sentences may name other rows: beyond this many, reminders are equal by code and field. */
const maxReminderLines = 1_000;

/** Gathers equal reminders as one line each, in the order of the first ones. */
export class EqualReminders {
  readonly #lines = new Map<string, Counted>();

  add(finding: Finding): void {
    const kind = `${finding.code} ${finding.field ?? ''}`;
    const key = `${kind} ${finding.row === undefined ? (finding.column ?? '') : ''} ${finding.detail}`;
    count(this.#lines, this.#lines.has(key) || this.#lines.size < maxReminderLines ? key : kind, finding);
  }

  list(): ListedFinding[] {
    return [...this.#lines.values()].map(({ first, count: total, rows }) => ({ finding: first, count: total, rows }));
  }
}

function count(counts: Map<string, Counted>, key: string, finding: Finding): void {
  const known = counts.get(key);
  const counted = known ?? { first: finding, count: 0, rows: [] };
  counted.count += 1;
  if (finding.row !== undefined && counted.rows.length < maxRowsShown && counted.rows.at(-1) !== finding.row)
    counted.rows.push(finding.row);
  if (known === undefined) counts.set(key, counted);
}

function rank({ severity }: Pick<Finding, 'severity'>): number {
  return severity === 'error' ? 0 : 1;
}
