import type { ConfirmedSheet, UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { SecondPersonPorts } from '../../kernel/second-person.ts';
import type { CataloguePorts, Clock, LinkRepository } from '../ports.ts';

export type UpdateSheetRepository = {
  /** Strongly consistent; `earlier` holds those that were replaced, the newest first. */
  readonly sheetsOf: (
    dataset: string,
  ) => Promise<{ readonly sheets: UpdateSheets | undefined; readonly earlier: readonly ConfirmedSheet[] }>;
  /** Replaces those of `lockVersion - 1`; false when there are none of that version. */
  readonly saveSheets: (sheets: UpdateSheets) => Promise<boolean>;
  /** Keeps a sheet that is to be replaced; repeatable, as it never changes. */
  readonly keepEarlier: (dataset: string, sheet: ConfirmedSheet) => Promise<void>;
};

export type UpdateSheetPorts = UpdateSheetRepository &
  Clock &
  SecondPersonPorts &
  Pick<CataloguePorts, 'publishedVersions'> & {
    readonly links: Pick<LinkRepository, 'read'>;
    readonly people: (department: string) => Promise<DepartmentPeople | undefined>;
    readonly newSheetReceipt: () => string;
  };
