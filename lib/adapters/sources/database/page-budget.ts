import { SourceFault } from '../../../kernel/source-fault.ts';

/** A page of a table holds at most so many characters of all its cells: about 10 to 30 MB. */
export const maxPageCharacters = 10_000_000;

export type PageBudget = {
  /** Answers the cell, or an empty one once the page is full: the rest of the answer must not fill the memory. */
  readonly take: (cell: string | null) => string | null;
  /** Reads one page. Throws `row-too-large` when its cells exceed the budget. */
  readonly spend: <Result>(read: () => Promise<Result>) => Promise<Result>;
};

/** Counts the characters of the cells while a driver reads them; rows alone bound nothing, since cells may be large. */
export function pageBudget(limit = maxPageCharacters): PageBudget {
  let characters = 0;
  return {
    take: (cell) => {
      if (cell === null) return null;
      characters += cell.length;
      return characters > limit ? '' : cell;
    },
    spend: async (read) => {
      characters = 0;
      const result = await read();
      if (characters > limit) throw new SourceFault('row-too-large', { limit });
      return result;
    },
  };
}

/**
 * Reads a page with fewer rows, as long as its cells exceed the budget; `rows` is what the next page begins with.
 * Throws `row-too-large` when one row does.
 */
export async function readWithinBudget<Page>(
  rows: number,
  read: (rows: number) => Promise<Page>,
): Promise<{ readonly page: Page; readonly rows: number }> {
  for (let count = rows; ; count = Math.ceil(count / 4)) {
    try {
      return { page: await read(count), rows: count };
    } catch (error) {
      if (!(error instanceof SourceFault) || error.code !== 'row-too-large' || count === 1) throw error;
    }
  }
}
