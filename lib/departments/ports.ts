import type { Account } from '../../schemas/departments/account.ts';
import type { Department } from '../../schemas/departments/department.ts';

export type TokenVerification =
  | { readonly outcome: 'valid'; readonly subject: string }
  | { readonly outcome: 'not-valid' };

export type IdentifyPorts = {
  /** Throws if the issuer's keys are unavailable: the token can be neither accepted nor refused. */
  readonly verify: (token: string) => Promise<TokenVerification>;
  readonly account: (subject: string) => Promise<Account | undefined>;
};

export type DepartmentPorts = {
  readonly department: (id: string) => Promise<Department | undefined>;
  /** All departments, unordered: some dozens in a city, some thousands in a province. */
  readonly departments: () => Promise<readonly Department[]>;
};
