import type { Account } from '../../schemas/departments/account.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import type { Department } from '../../schemas/departments/department.ts';

export type TokenVerification =
  | { readonly outcome: 'valid'; readonly subject: string }
  | { readonly outcome: 'not-valid' }
  | { readonly outcome: 'scope-missing' };

export type IdentifyPorts = {
  /** Throws if the issuer's keys are unavailable. */
  readonly verify: (token: string) => Promise<TokenVerification>;
  readonly account: (subject: string) => Promise<Account | undefined>;
};

export type DepartmentPorts = {
  readonly department: (id: string) => Promise<Department | undefined>;
  /** The list is unordered: dozens in a city, thousands in a province. */
  readonly departments: () => Promise<readonly Department[]>;
};

/** Writes the entry of the change log; it is called before the change is made. */
export type RecordChange = (change: Change) => Promise<void>;

export type AccountChanges = {
  readonly [K in 'name' | 'department' | 'roles' | 'responsible' | 'active']?: Account[K] | undefined;
};

/** Reads are strongly consistent. */
export type AccountAdminPorts = Pick<DepartmentPorts, 'department'> & {
  readonly readAccount: (subject: string) => Promise<Account | undefined>;
  /** Unordered: thousands in a city. */
  readonly accounts: () => Promise<readonly Account[]>;
  /** False when the subject is taken. */
  readonly createAccount: (account: Account) => Promise<boolean>;
  /** `null` when there is no such account. */
  readonly updateAccount: (subject: string, changes: AccountChanges) => Promise<Account | null>;
  readonly recordChange: RecordChange;
};

export type DepartmentAdminPorts = Pick<DepartmentPorts, 'department'> & {
  /** False when the id is taken. */
  readonly createDepartment: (department: Department) => Promise<boolean>;
  /** False when there is no such department. */
  readonly replaceDepartment: (department: Department) => Promise<boolean>;
  readonly recordChange: RecordChange;
};
