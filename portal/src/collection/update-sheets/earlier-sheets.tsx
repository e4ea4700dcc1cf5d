import { updateCycleNames } from '../../../../schemas/catalogue/labels.ts';
import { downloadSheetPdfRoute } from '../../../../schemas/collection/update-sheet-routes.ts';
import type { ConfirmedSheet } from '../../../../schemas/collection/update-sheet.ts';
import { DownloadButton } from '../../shared/download-button.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay, Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';

const columnsOf = (dataset: string): readonly Column<ConfirmedSheet>[] => [
  { title: '编号', cell: ({ number }) => `第 ${number} 号` },
  {
    title: '内容',
    cell: ({ channel, cycle, start }) =>
      `${channelNames[channel]}，${updateCycleNames[cycle]}，自${formatDay(start)}起`,
  },
  { title: '联系人', isMinor: true, cell: ({ contact }) => contact.name },
  {
    title: '部门确认',
    cell: ({ signed }) => (
      <span>
        {signed.name}，<Moment iso={signed.at} />
      </span>
    ),
  },
  {
    title: '信息中心确认',
    cell: ({ confirmed }) => (
      <span>
        {confirmed.name}，<Moment iso={confirmed.at} />
      </span>
    ),
  },
  {
    title: '打印',
    cell: ({ number }) => (
      <DownloadButton
        route={downloadSheetPdfRoute}
        request={{ params: { dataset, number } }}
        label={`下载第 ${number} 号`}
      />
    ),
  },
];

type EarlierSheetsProps = { readonly dataset: string; readonly sheets: readonly ConfirmedSheet[] };

/** Sheets that were replaced, the newest first; nothing while there are none. */
export function EarlierSheets({ dataset, sheets }: EarlierSheetsProps) {
  if (sheets.length === 0) return null;
  return (
    <section className="panel">
      <h2>以前的更新表</h2>
      <Listing
        caption="以前的更新表"
        columns={columnsOf(dataset)}
        rows={sheets}
        rowKey={({ number }) => String(number)}
      />
    </section>
  );
}
