const firstRoom = 64;
/** Number, rival, what it had been, and the key's hash. */
const entryWords = 7;

const outcomes = ['rejected', 'new', 'changed', 'unchanged', 'repeated', 'repeated-elsewhere'] as const;

/** What a row counted as before it was known to be in conflict. */
export type EarlierOutcome = (typeof outcomes)[number];

export type RetractedRow = {
  readonly number: number;
  readonly rival: number;
  readonly earlier: EarlierOutcome;
  readonly key: Uint32Array;
};

/** Rows that counted before a rival of the same key was read, and rows that repeat one: 28 bytes each. */
export class RetractedRows {
  #words = new Uint32Array(firstRoom * entryWords);
  #count = 0;

  add({ number, rival, earlier, key }: RetractedRow): void {
    const at = this.#count * entryWords;
    if (at === this.#words.length) {
      const words = new Uint32Array(at * 2);
      words.set(this.#words);
      this.#words = words;
    }
    this.#words.set([number, rival, outcomes.indexOf(earlier)], at);
    this.#words.set(key, at + 3);
    this.#count += 1;
  }

  /** Lists what `isRetracted` names, in the order of their numbers. */
  *list(isRetracted: (row: RetractedRow) => boolean): Generator<RetractedRow> {
    const words = this.#words;
    const order = Uint32Array.from({ length: this.#count }, (_, i) => i);
    order.sort((a, b) => (words[a * entryWords] ?? 0) - (words[b * entryWords] ?? 0));
    for (const i of order) {
      const at = i * entryWords;
      const [number = 0, rival = 0, outcome = 0] = words.subarray(at, at + 3);
      const row = { number, rival, earlier: outcomes[outcome] ?? 'rejected', key: words.subarray(at + 3, at + 7) };
      if (isRetracted(row)) yield row;
    }
  }
}
