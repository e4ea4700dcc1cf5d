import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { ownValue } from '../../../kernel/own-value.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';

/** SQLSTATEs (PostgreSQL's manual, appendix A) and MySQL's error numbers. */
const byState: Readonly<Record<string, SourceFaultCode>> = {
  '42P01': 'table-not-found',
  '3F000': 'table-not-found',
  '3D000': 'table-not-found',
  '42703': 'column-missing',
  '42501': 'permission-denied',
  '28P01': 'credentials-refused',
  '28000': 'credentials-refused',
  '57014': 'timed-out',
  '55P03': 'timed-out', // lock timeout
  '57P01': 'connection-lost', // ended by an administrator
  '57P02': 'connection-lost', // another process crashed
  '57P03': 'not-reachable', // starting up, or shutting down
  '1146': 'table-not-found',
  '1049': 'table-not-found',
  '1054': 'column-missing',
  '1044': 'permission-denied',
  '1142': 'permission-denied',
  '1143': 'permission-denied',
  '1045': 'credentials-refused',
  '1698': 'credentials-refused',
  '1053': 'connection-lost', // shutting down
  '1927': 'connection-lost', // ended by an administrator
  '1205': 'timed-out', // lock timeout
  '1969': 'timed-out',
  '3024': 'timed-out',
};

const byCode: Readonly<Record<string, SourceFaultCode>> = {
  ECONNREFUSED: 'not-reachable',
  EHOSTUNREACH: 'not-reachable',
  ENETUNREACH: 'not-reachable',
  ETIMEDOUT: 'not-reachable',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  PROTOCOL_CONNECTION_LOST: 'connection-lost',
  PROTOCOL_SEQUENCE_TIMEOUT: 'timed-out',
  HANDSHAKE_NO_SSL_SUPPORT: 'certificate-not-trusted',
};

const byMessage: readonly (readonly [RegExp, SourceFaultCode])[] = [
  [/^timeout expired$/, 'not-reachable'],
  [/^Query read timeout$/, 'timed-out'],
  [/does not support SSL|establishing an SSL connection/, 'certificate-not-trusted'],
  [/terminated|closed|Connection lost|not queryable/i, 'connection-lost'],
];

/** Maps a driver's error without its message, which may quote a row. */
export function databaseFault(error: unknown, seconds: number): SourceFault {
  if (error instanceof SourceFault) return error;
  const code = property(error, 'code');
  const state = !Object.hasOwn(byState, code) ? property(error, 'errno') : code;
  const known =
    ownValue(byState, state) ??
    ownValue(byCode, code) ??
    (isAboutCertificates(code) ? 'certificate-not-trusted' : codeOfMessage(error));
  const column = /column "?([A-Za-z_][A-Za-z0-9_.]*)"?|[Uu]nknown column '([A-Za-z_][A-Za-z0-9_.]*)'/.exec(
    error instanceof Error ? error.message : '',
  );
  return new SourceFault(
    known,
    {
      seconds,
      state: [state, code].find((text) => /^[A-Z0-9_]{1,40}$/.test(text)) ?? '未知',
      column: column?.[1] ?? column?.[2] ?? '',
    },
    { cause: error },
  );
}

function property(error: unknown, name: 'code' | 'errno'): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isAboutCertificates(code: string): boolean {
  return /CERT|SIGNATURE|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|HANDSHAKE_SSL_ERROR/.test(code);
}

function codeOfMessage(error: unknown): SourceFaultCode {
  return byMessage.find(([pattern]) => error instanceof Error && pattern.test(error.message))?.[1] ?? 'database-failed';
}
