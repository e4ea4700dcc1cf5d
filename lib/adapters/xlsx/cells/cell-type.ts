export const cellType = { number: 0, shared: 1, text: 2, inline: 3, boolean: 4, error: 5, date: 6 } as const;
export type CellType = (typeof cellType)[keyof typeof cellType];

/** Reads unknown types as text, so that nothing is lost. */
export function parseCellType(value: string | undefined): CellType {
  switch (value) {
    case undefined:
    case '':
    case 'n':
      return cellType.number;
    case 's':
      return cellType.shared;
    case 'inlineStr':
      return cellType.inline;
    case 'b':
      return cellType.boolean;
    case 'e':
      return cellType.error;
    case 'd':
      return cellType.date;
    default:
      return cellType.text;
  }
}
