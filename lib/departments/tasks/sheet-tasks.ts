import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import { sheetChangeNames } from '../../../schemas/collection/update-sheet-names.ts';
import type { SheetChange, UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import { sheetChanges, sheetState } from '../../kernel/update-sheet.ts';
import type { FoundTask } from './group-tasks.ts';

export type SheetTaskFacts = {
  readonly listing: DatasetListing;
  readonly links: readonly LinkState[];
  readonly sheets: UpdateSheets | undefined;
  readonly people: DepartmentPeople | undefined;
};

/** A sheet that the department is to sign or to renew, or on which the centre is to decide. */
export function sheetTasks(facts: SheetTaskFacts): FoundTask[] {
  const { listing, links, sheets, people } = facts;
  const { dataset, name, updateCycle } = listing;
  const compared = { sheets, cycle: updateCycle, links, people };
  const base = { title: name, address: `/datasets/${dataset}?tab=update-sheet` };
  const [first = ''] = links.map(({ since }) => since).toSorted();
  const { open, inForce } = sheets ?? {};
  switch (sheetState(compared)) {
    case 'to-sign':
      return [
        {
          ...base,
          kind: 'sheets-to-sign',
          why: '数据已经入库，还没有签订数据维护更新表，请核对后确认。',
          since: first,
        },
      ];
    case 'returned':
      return [
        {
          ...base,
          kind: 'sheets-to-sign',
          why: whyReturned(open?.returned?.reason),
          since: open?.returned?.at ?? first,
        },
      ];
    case 'to-renew':
      return inForce === undefined
        ? []
        : [
            {
              ...base,
              kind: 'sheets-to-sign',
              why: whyToRenew(sheetChanges(inForce, compared)),
              since: inForce.confirmed.at,
            },
          ];
    case 'waiting':
      return [
        {
          ...base,
          kind: 'sheets-to-confirm',
          why: '提供部门已经确认，信息中心确认以后按此表计算更新期限。',
          since: open?.signed.at ?? first,
        },
      ];
    default:
      return [];
  }
}

const whyReturned = (reason = ''): string =>
  `信息中心退回了更新表，意见是：${reason.replace(/[。！？]+$/, '')}。请改正后重新确认。`;

const whyToRenew = (changes: readonly SheetChange[]): string =>
  `签订更新表以后，${changes.map((change) => sheetChangeNames[change]).join('，')}，请确认一张新的更新表。`;
