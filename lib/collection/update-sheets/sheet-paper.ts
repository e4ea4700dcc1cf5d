import { updateCycleNames } from '../../../schemas/catalogue/labels.ts';
import { channelNames } from '../../../schemas/collection/channel-names.ts';
import type { ConfirmedSheet, OpenSheet } from '../../../schemas/collection/update-sheet.ts';
import type { Person, Step } from '../../../schemas/departments/people.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { chineseDay, minuteInShanghai } from '../../kernel/instant.ts';

/** A page to be printed and signed: the same content as Word and as PDF. */
export type Paper = {
  readonly title: string;
  /** Below the title: what identifies it. */
  readonly reference: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  readonly notes: readonly string[];
  /** Who signs it by hand or seal, side by side. */
  readonly parties: readonly string[];
  readonly madeAt: Instant;
};

export type PaperNames = { readonly department: string; readonly dataset: string };

/** What is printed of a sheet; one that waits for the centre says so. */
export function sheetPaper(sheet: OpenSheet | ConfirmedSheet, names: PaperNames): Paper {
  const confirmed = 'confirmed' in sheet ? sheet.confirmed : undefined;
  return {
    title: '数据维护更新表',
    reference: `第 ${sheet.number} 号　${sheet.name}`,
    rows: [
      ['信息资源', `${sheet.name}（${names.dataset}，目录第 ${sheet.version} 版）`],
      ['提供部门', names.department],
      ['归集方式', channelNames[sheet.channel]],
      ['更新周期', updateCycleNames[sheet.cycle]],
      ['起始日期', chineseDay(sheet.start)],
      ['部门负责人', describePerson(sheet.inCharge)],
      ['联系人', describePerson(sheet.contact)],
      ['提供部门确认', describeStep(sheet.signed)],
      ['信息中心确认', confirmed === undefined ? stateOf(sheet) : describeStep(confirmed)],
      ['回执编号', 'receipt' in sheet ? sheet.receipt : '信息中心确认以后生成'],
    ],
    notes: [
      '提供部门自起始日期起，按上列更新周期和归集方式维护更新数据，对数据的完整性、准确性、时效性和可用性负责。',
      '更新周期、归集方式、负责人或联系人变动的，双方另行确认一张新的更新表；新表确认以前，本表继续有效。',
      '本表由漯河市政务信息资源共享交换平台生成，双方的确认记录以平台为准。',
    ],
    parties: [`${names.department}（盖章）`, '市政府信息中心（盖章）'],
    madeAt: confirmed?.at ?? sheet.signed.at,
  };
}

const describePerson = ({ name, duty, phone }: Person): string => `${name}，${duty}，${phone}`;
const describeStep = ({ name, at }: Step): string => `${name}，${minuteInShanghai(at)}（北京时间）`;
const stateOf = (sheet: OpenSheet | ConfirmedSheet): string =>
  'returned' in sheet && sheet.returned !== undefined ? '已退回，等待提供部门改正' : '等待确认';
