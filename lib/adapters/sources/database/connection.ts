import type { Query } from './table-query.ts';

/** What a front-end database is reached with. The address was looked up and checked before: the connection goes there and nowhere else. */
export type DatabaseTarget = {
  readonly address: string;
  /** The name that the server's certificate must bear. */
  readonly host: string;
  readonly port: number;
  readonly database?: string;
  readonly user: string;
  readonly password: string;
  /** `null`: in the clear. */
  readonly tls: { readonly ca?: string } | null;
  readonly statementSeconds: number;
  /** A connection that only reads says so to the database, too. */
  readonly readOnly: boolean;
};

/** An open connection. Values come as the database writes them, as texts; times in UTC. Errors are the driver's own. */
export type DatabaseConnection = {
  readonly rows: (query: Query) => Promise<readonly (readonly (string | null)[])[]>;
  /** Answers how many rows it touched. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<number>;
  readonly close: () => Promise<void>;
};
