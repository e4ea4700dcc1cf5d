import type { Query } from './table-query.ts';

export type DatabaseTarget = {
  /** The address that passed the allow-list; never resolved again. */
  readonly address: string;
  /** The name that the server's certificate must match. */
  readonly host: string;
  readonly port: number;
  readonly database?: string;
  readonly user: string;
  readonly password: string;
  /** `null`: no TLS. */
  readonly tls: { readonly ca?: string } | null;
  readonly statementSeconds: number;
  /** Makes the database session read-only. */
  readonly readOnly: boolean;
};

/** Values are the database's own texts, times in UTC. Throws the driver's errors. */
export type DatabaseConnection = {
  readonly rows: (query: Query) => Promise<readonly (readonly (string | null)[])[]>;
  /** Answers the number of affected rows. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<number>;
  readonly close: () => Promise<void>;
};
