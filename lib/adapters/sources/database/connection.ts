import type { Query } from './queried-table.ts';

export type DatabaseTarget = {
  /** Passed the allow-list; never resolved again. */
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly database?: string;
  readonly user: string;
  readonly password: string;
  readonly tls: { readonly ca?: string } | null;
  readonly statementSeconds: number;
  readonly readOnly: boolean;
};

/** Values are the database's own texts, times in UTC. Throws the driver's errors. */
export type DatabaseConnection = {
  readonly rows: (query: Query) => Promise<readonly (readonly (string | null)[])[]>;
  /** Answers the number of affected rows. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<number>;
  readonly close: () => Promise<void>;
};
