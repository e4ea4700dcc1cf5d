import { syntheticRows, type SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedCodeLists, seedDatasets } from '../../seeds/index.ts';
import { DepartmentRecord, type StoredRecord } from './department-record.ts';

export const departmentServiceDataset = 'elderly-cards';

export type DepartmentRegister = {
  /** By card number. */
  readonly records: Map<string, StoredRecord>;
  readonly put: (record: DepartmentRecord) => void;
  readonly remove: (cardNo: string) => boolean;
};

/** Fixed, so that every demo shows the same cards. */
const madeOn = '2020-12-01';
const stateOf = new Map([
  ['居家养老', 'HOME'],
  ['社区养老', 'COMMUNITY'],
  ['机构养老', 'INSTITUTION'],
  ['其他', 'OTHER'],
]);

/** Keeps cards in memory; all count as changed at the start, which undoes an earlier demo. */
export function departmentRegister(count: number, now: () => Date): DepartmentRegister {
  const seed = seedDatasets().find(({ dataset }) => dataset === departmentServiceDataset);
  if (seed === undefined) throw new Error(`there is no seed ${departmentServiceDataset}`);
  const records = new Map<string, StoredRecord>();
  const put = (record: DepartmentRecord): void =>
    void records.set(record.cardNo, { ...record, updated: now().toISOString(), deleted: false });
  for (const row of syntheticRows(seed.content, seedCodeLists(), { seed: 16, count, today: madeOn }))
    put(toRecord(row));
  return {
    records,
    put,
    remove: (cardNo) => {
      const found = records.get(cardNo);
      if (found === undefined) return false;
      records.set(cardNo, { ...found, updated: now().toISOString(), deleted: true });
      return true;
    },
  };
}

function toRecord({ card_number, issued_on, issuing_authority, care_status }: SyntheticRow): DepartmentRecord {
  return DepartmentRecord.parse({
    cardNo: card_number,
    issueDate: issued_on,
    issueOrg: issuing_authority,
    careState: stateOf.get(String(care_status)) ?? null,
  });
}
