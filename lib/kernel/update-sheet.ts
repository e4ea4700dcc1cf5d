import type { UpdateCycle } from '../../schemas/catalogue/dataset-version.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import type { ConfirmedSheet, SheetChange, SheetState, UpdateSheets } from '../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople, Person } from '../../schemas/departments/people.ts';

/** What a sheet is compared with. */
export type SheetFacts = {
  readonly sheets: Pick<UpdateSheets, 'open' | 'inForce'> | undefined;
  /** The catalogue's. */
  readonly cycle: UpdateCycle;
  readonly links: readonly LinkState[];
  /** Of the department; absent while it has registered nobody. */
  readonly people: DepartmentPeople | undefined;
};

/** `null` while no data has arrived: a sheet is signed while a dataset is being linked. */
export function sheetState(facts: SheetFacts): SheetState | null {
  const { open, inForce } = facts.sheets ?? {};
  if (facts.links.length === 0) return null;
  if (open !== undefined) return open.returned === undefined ? 'waiting' : 'returned';
  if (inForce === undefined) return 'to-sign';
  return sheetChanges(inForce, facts).length > 0 ? 'to-renew' : 'in-force';
}

/** What has changed since both sides signed. */
export function sheetChanges(sheet: ConfirmedSheet, { cycle, links, people }: SheetFacts): SheetChange[] {
  const changes: SheetChange[] = [];
  if (sheet.cycle !== cycle) changes.push('cycle');
  if (links.some(({ channel, since }) => channel !== sheet.channel && since > sheet.signed.at)) changes.push('channel');
  if (people !== undefined && !answers(sheet, people)) changes.push('person');
  return changes;
}

/** The duties of a person may be written anew; name and phone are what is called. */
function answers({ inCharge, contact }: ConfirmedSheet, people: DepartmentPeople): boolean {
  return isSame(inCharge, people.inCharge) && people.contacts.some((one) => isSame(contact, one));
}

const isSame = (one: Person, other: Person): boolean => one.name === other.name && one.phone === other.phone;
