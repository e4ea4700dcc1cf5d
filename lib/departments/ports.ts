import type { Account } from '../../schemas/departments/account.ts';
import type { Department } from '../../schemas/departments/department.ts';

export type TokenVerification =
  | { readonly outcome: 'valid'; readonly subject: string }
  | { readonly outcome: 'not-valid' };

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
