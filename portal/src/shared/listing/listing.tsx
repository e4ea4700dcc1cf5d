import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the right, with digits of one width. */
  readonly isNumber?: boolean;
  /** Not among the most telling ones: left out of the cards of a narrow window. */
  readonly isMinor?: boolean;
};

type ListingProps<Row> = {
  /** What the rows are, for a screen reader. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
};

/** A table; below 640 pixels each row is a card with its column titles. */
export function Listing<Row>({ caption, columns, rows, rowKey }: ListingProps<Row>) {
  return (
    <div className="listing">
      <table>
        <caption className="for-readers">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ title, cell, isNumber, isMinor }) => (
                <td
                  key={title}
                  data-title={title}
                  className={[isNumber === true ? 'number' : '', isMinor === true ? 'minor' : ''].join(' ').trim()}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
