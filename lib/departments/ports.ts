import type { Account } from '../../schemas/departments/account.ts';
import type { Department } from '../../schemas/departments/department.ts';

/** What the issuer's keys say of a token. */
export type TokenVerification =
  | { readonly outcome: 'valid'; readonly subject: string }
  | { readonly outcome: 'not-valid' };

export type IdentifyPorts = {
  /** Throws when the issuer's keys can't be had: then nothing can be said. */
  readonly verify: (token: string) => Promise<TokenVerification>;
  readonly account: (subject: string) => Promise<Account | undefined>;
};

export type DepartmentPorts = {
  readonly department: (id: string) => Promise<Department | undefined>;
  /** All of them, in no order: a city has some dozens, a province some thousands. */
  readonly departments: () => Promise<readonly Department[]>;
};
