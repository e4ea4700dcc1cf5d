import { Finding, FindingSeverity } from '../../../schemas/collection/finding.ts';
import type { FindingFilter } from '../../../schemas/collection/workbook-check.ts';
import type { StagingStore } from '../../collection/ports.ts';

const decoder = new TextDecoder();

export type FindingPage = { readonly filter: FindingFilter; readonly skip: number; readonly limit: number };

/** Holds findings as bytes, a fifth of what objects take. */
export class FindingLines implements Pick<StagingStore, 'writeLines' | 'readChunk'> {
  readonly #chunks = new Map<string, Uint8Array<ArrayBuffer>>();

  writeLines = async (key: string, lines: string | Uint8Array<ArrayBuffer>): Promise<void> => {
    this.#chunks.set(key, typeof lines === 'string' ? new TextEncoder().encode(lines) : lines.slice());
  };

  /** Throws for a key that was not written. */
  readChunk = async (key: string): Promise<Uint8Array<ArrayBuffer>> => {
    const chunk = this.#chunks.get(key);
    if (chunk === undefined) throw new Error(`no findings were written as ${key}`);
    return chunk;
  };

  /** Drops what was written for rows before their sheet proved unfit. Chunks are written in order. */
  keepFirst(count: number): void {
    for (const key of [...this.#chunks.keys()].slice(count)) this.#chunks.delete(key);
  }

  clear(): void {
    this.#chunks.clear();
  }

  /** Errors first, each kind in the order in which it was found, as the API lists them. */
  list({ filter, skip, limit }: FindingPage): Finding[] {
    const found: Finding[] = [];
    let passed = 0;
    for (const finding of this.#all(filter)) {
      passed += 1;
      if (passed > skip) found.push(finding);
      if (found.length === limit) break;
    }
    return found;
  }

  *#all({ severity: wanted, code, field }: FindingFilter): Generator<Finding> {
    for (const severity of wanted === undefined ? FindingSeverity.options : [wanted])
      for (const chunk of this.#chunks.values())
        for (const line of decoder.decode(chunk).trimEnd().split('\n')) {
          const finding = Finding.parse(JSON.parse(line));
          const matches = finding.severity === severity && (code ?? finding.code) === finding.code;
          if (matches && (field ?? finding.field) === finding.field) yield finding;
        }
  }
}
