import { updateCycleNames } from '../../../../schemas/catalogue/labels.ts';
import {
  downloadSheetDocumentRoute,
  downloadSheetPdfRoute,
} from '../../../../schemas/collection/update-sheet-routes.ts';
import type { ConfirmedSheet, OpenSheet } from '../../../../schemas/collection/update-sheet.ts';
import type { Person, Step } from '../../../../schemas/departments/people.ts';
import { DownloadButton } from '../../shared/download-button.tsx';
import { Facts } from '../../shared/facts.tsx';
import { formatDay, Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { useDepartments } from '../../shared/use-departments.ts';

type SheetFactsProps = { readonly dataset: string; readonly sheet: OpenSheet | ConfirmedSheet };

/** All that a sheet says, with who signed it and when; and the printed forms. */
export function SheetFacts({ dataset, sheet }: SheetFactsProps) {
  const { nameOf } = useDepartments();
  const returned = 'returned' in sheet ? sheet.returned : undefined;
  const confirmed = 'confirmed' in sheet ? sheet : undefined;
  const request = { params: { dataset, number: sheet.number } };
  return (
    <>
      <Facts
        facts={[
          ['编号', `第 ${sheet.number} 号`],
          ['提供部门', nameOf(sheet.department)],
          ['归集方式', channelNames[sheet.channel]],
          ['更新周期', updateCycleNames[sheet.cycle]],
          ['起始日期', formatDay(sheet.start)],
          ['目录版本', `第 ${sheet.version} 版`],
          ['部门负责人', describe(sheet.inCharge)],
          ['联系人', describe(sheet.contact)],
          ['部门确认', <Signed key="signed" step={sheet.signed} />],
          ['信息中心确认', confirmed && <Signed key="confirmed" step={confirmed.confirmed} />],
          ['回执编号', confirmed?.receipt],
          ['退回', returned && <Signed key="returned" step={returned} />],
          ['退回意见', returned?.reason],
        ]}
      />
      <div className="actions">
        <DownloadButton route={downloadSheetDocumentRoute} request={request} label="下载 Word" />
        <DownloadButton route={downloadSheetPdfRoute} request={request} label="下载 PDF" />
      </div>
    </>
  );
}

const describe = ({ name, duty, phone }: Person): string => `${name}，${duty}，${phone}`;

function Signed({ step: { name, at } }: { readonly step: Step }) {
  return (
    <>
      {name}，<Moment iso={at} />
    </>
  );
}
