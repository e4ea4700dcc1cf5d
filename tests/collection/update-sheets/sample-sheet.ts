import type { ConfirmedSheet } from '../../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';

export const inCharge = { name: '负责人甲', duty: '副局长', phone: '0395-3177000' };
export const contact = { name: '联系人乙', duty: '信息科，报送', phone: '13900000000' };
export const otherContact = { name: '联系人丙', duty: '信息科，目录', phone: '0395-3177001' };

export function peopleOf(department: string, change: Partial<DepartmentPeople> = {}): DepartmentPeople {
  const step = { at: '2020-11-01T00:00:00.000Z', by: 'officer', name: '测试人员' };
  return {
    department,
    inCharge,
    contacts: [otherContact, contact],
    lockVersion: 3,
    changed: step,
    confirmed: step,
    ...change,
  };
}

/** A sheet that both sides signed on the second and the third of November 2020. */
export function confirmedSheet(change: Partial<ConfirmedSheet> = {}): ConfirmedSheet {
  return {
    number: 1,
    version: 1,
    name: '渔业捕捞许可证',
    department: 'agriculture',
    channel: 'excel',
    cycle: '4',
    start: '2020-11-01',
    inCharge,
    contact,
    signed: { at: '2020-11-02T02:00:00.000Z', by: 'officer', name: '测试人员甲' },
    confirmed: { at: '2020-11-03T02:00:00.000Z', by: 'operator', name: '测试人员乙' },
    receipt: 'GX-01JD0000000000000000000001',
    ...change,
  };
}
