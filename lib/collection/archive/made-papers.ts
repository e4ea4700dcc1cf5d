import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { MadePaper } from '../../../schemas/collection/archive.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { ConfirmedSheet, UpdateSheets } from '../../../schemas/collection/update-sheet.ts';

type Facts = {
  readonly links: readonly LinkState[];
  readonly sheets: UpdateSheets | undefined;
  readonly earlier: readonly ConfirmedSheet[];
};

/** What the platform makes of a link when it is asked: confirmed update sheets, receipts, scripts of a front-end table. */
export function madePapers({ version }: Pick<DatasetVersion, 'version'>, facts: Facts): readonly MadePaper[] {
  const { links, sheets, earlier } = facts;
  const confirmed = sheets?.inForce === undefined ? earlier : [sheets.inForce, ...earlier];
  const database = links.find(({ channel }) => channel === 'database');
  return [
    ...confirmed.map(({ number, confirmed: { at } }) => ({ made: 'update-sheet' as const, at, number })),
    ...links.flatMap(({ channel, receipt }) =>
      receipt === undefined
        ? []
        : [{ made: 'link-receipt' as const, at: receipt.confirmedAt, channel, number: receipt.number }],
    ),
    ...(database === undefined ? [] : [{ made: 'front-end-table' as const, at: database.since, version }]),
  ];
}
