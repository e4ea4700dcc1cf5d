import { describe, expect, test } from 'vitest';
import { databaseFault } from '../../../../lib/adapters/sources/database/database-fault.ts';
import { fillPhrase } from '../../../../lib/kernel/fill-phrase.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import { sourceFaults, type SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';

const said = (message: string, properties: Readonly<Record<string, unknown>> = {}) =>
  Object.assign(new Error(message), properties);

describe('a driver’s errors as faults', () => {
  test.each<[string, unknown, SourceFaultCode, Readonly<Record<string, string>>]>([
    // PostgreSQL, by SQLSTATE
    ['no such table', said('relation "police.vehicles" does not exist', { code: '42P01' }), 'table-not-found', {}],
    ['no such schema', said('schema "police" does not exist', { code: '3F000' }), 'table-not-found', {}],
    ['no such database', said('database "x" does not exist', { code: '3D000' }), 'table-not-found', {}],
    [
      'no such column',
      said('column "engine_number" does not exist', { code: '42703' }),
      'column-missing',
      { column: 'engine_number' },
    ],
    [
      'no such column, with its table',
      said('column t.vin does not exist', { code: '42703' }),
      'column-missing',
      { column: 't.vin' },
    ],
    ['no grant', said('permission denied for table vehicles', { code: '42501' }), 'permission-denied', {}],
    [
      'a wrong password',
      said('password authentication failed for user "guiji"', { code: '28P01' }),
      'credentials-refused',
      {},
    ],
    [
      'no way in for the account',
      said('no pg_hba.conf entry for host "10.0.0.1"', { code: '28000' }),
      'credentials-refused',
      {},
    ],
    [
      'a statement that took too long',
      said('canceling statement due to statement timeout', { code: '57014' }),
      'timed-out',
      {},
    ],
    ['a lock', said('canceling statement due to lock timeout', { code: '55P03' }), 'timed-out', {}],
    [
      'the administrator ended it',
      said('terminating connection due to administrator command', { code: '57P01' }),
      'connection-lost',
      {},
    ],
    [
      'a crash',
      said('terminating connection because of crash of another server process', { code: '57P02' }),
      'connection-lost',
      {},
    ],
    ['starting up', said('the database system is starting up', { code: '57P03' }), 'not-reachable', {}],
    [
      'too many connections',
      said('sorry, too many clients already', { code: '53300' }),
      'database-failed',
      { state: '53300' },
    ],
    [
      'a value that is none',
      said('invalid input syntax for type numeric: "abc"', { code: '22P02' }),
      'database-failed',
      { state: '22P02' },
    ],
    // PostgreSQL’s driver, by message
    ['gone', said('Connection terminated unexpectedly'), 'connection-lost', {}],
    ['gone before', said('Client has encountered a connection error and is not queryable'), 'connection-lost', {}],
    ['gone and closed by us', said('Client was closed and is not queryable'), 'connection-lost', {}],
    ['no connection in time', said('timeout expired'), 'not-reachable', {}],
    ['no answer in time', said('Query read timeout'), 'timed-out', {}],
    ['no TLS', said('The server does not support SSL connections'), 'certificate-not-trusted', {}],
    [
      'an odd answer where TLS was asked for',
      said('There was an error establishing an SSL connection'),
      'certificate-not-trusted',
      {},
    ],
    // MySQL and MariaDB, by number
    [
      'no such table',
      said("Table 'a.b' doesn't exist", { code: 'ER_NO_SUCH_TABLE', errno: 1146 }),
      'table-not-found',
      {},
    ],
    ['no such database', said("Unknown database 'a'", { code: 'ER_BAD_DB_ERROR', errno: 1049 }), 'table-not-found', {}],
    [
      'no such column',
      said("Unknown column 'engine_number' in 'field list'", { code: 'ER_BAD_FIELD_ERROR', errno: 1054 }),
      'column-missing',
      { column: 'engine_number' },
    ],
    [
      'no grant for the database',
      said('Access denied for user', { code: 'ER_DBACCESS_DENIED_ERROR', errno: 1044 }),
      'permission-denied',
      {},
    ],
    [
      'no grant for the table',
      said('SELECT command denied', { code: 'ER_TABLEACCESS_DENIED_ERROR', errno: 1142 }),
      'permission-denied',
      {},
    ],
    [
      'no grant for the column',
      said('UPDATE command denied', { code: 'ER_COLUMNACCESS_DENIED_ERROR', errno: 1143 }),
      'permission-denied',
      {},
    ],
    [
      'a wrong password',
      said('Access denied for user', { code: 'ER_ACCESS_DENIED_ERROR', errno: 1045 }),
      'credentials-refused',
      {},
    ],
    [
      'an account of a socket alone',
      said('Access denied for user', { code: 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR', errno: 1698 }),
      'credentials-refused',
      {},
    ],
    [
      'a statement that took too long (MariaDB)',
      said('Query execution was interrupted (max_statement_time exceeded)', {
        code: 'ER_STATEMENT_TIMEOUT',
        errno: 1969,
      }),
      'timed-out',
      {},
    ],
    [
      'a statement that took too long (MySQL)',
      said('Query execution was interrupted, maximum statement execution time exceeded', {
        code: 'ER_QUERY_TIMEOUT',
        errno: 3024,
      }),
      'timed-out',
      {},
    ],
    ['a lock', said('Lock wait timeout exceeded', { code: 'ER_LOCK_WAIT_TIMEOUT', errno: 1205 }), 'timed-out', {}],
    [
      'shutting down',
      said('Server shutdown in progress', { code: 'ER_SERVER_SHUTDOWN', errno: 1053 }),
      'connection-lost',
      {},
    ],
    [
      'the administrator ended it',
      said('Connection was killed', { code: 'ER_CONNECTION_KILLED', errno: 1927 }),
      'connection-lost',
      {},
    ],
    [
      'anything else',
      said('You have an error in your SQL syntax', { code: 'ER_PARSE_ERROR', errno: 1064 }),
      'database-failed',
      { state: '1064' },
    ],
    // MySQL’s driver
    [
      'gone',
      said('Connection lost: The server closed the connection.', { code: 'PROTOCOL_CONNECTION_LOST' }),
      'connection-lost',
      {},
    ],
    ['gone before', said("Can't add new command when connection is in closed state"), 'connection-lost', {}],
    ['no answer in time', said('Query inactivity timeout', { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }), 'timed-out', {}],
    ['no connection in time', said('connect ETIMEDOUT', { code: 'ETIMEDOUT' }), 'not-reachable', {}],
    [
      'no TLS',
      said('Server does not support secure connection', { code: 'HANDSHAKE_NO_SSL_SUPPORT' }),
      'certificate-not-trusted',
      {},
    ],
    [
      'a certificate',
      said('self-signed certificate in certificate chain', { code: 'HANDSHAKE_SSL_ERROR' }),
      'certificate-not-trusted',
      {},
    ],
    // the network and TLS
    [
      'refused',
      said('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', errno: -111 }),
      'not-reachable',
      {},
    ],
    ['no route', said('connect EHOSTUNREACH', { code: 'EHOSTUNREACH', errno: -113 }), 'not-reachable', {}],
    ['reset', said('read ECONNRESET', { code: 'ECONNRESET', errno: -104 }), 'connection-lost', {}],
    ['a broken pipe', said('write EPIPE', { code: 'EPIPE', errno: -32 }), 'connection-lost', {}],
    ...[
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'CERT_HAS_EXPIRED',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ].map((code): [string, unknown, SourceFaultCode, {}] => [
      code,
      said('certificate', { code }),
      'certificate-not-trusted',
      {},
    ]),
    // Anything else
    ['a text', 'broken', 'database-failed', { state: '未知' }],
    ['nothing', undefined, 'database-failed', { state: '未知' }],
    ['a code that is no text', said('x', { code: {} }), 'database-failed', { state: '未知' }],
  ])('%s: %s', (_, error, code, facts) => {
    const fault = databaseFault(error, 60);
    expect(fault).toMatchObject({ code, facts: { seconds: 60, ...facts } });
    expect(fillPhrase(sourceFaults[code].detail, fault.facts)).not.toMatch(/[{}]/);
  });

  test('a fault is returned unchanged', () => {
    const fault = new SourceFault('credentials-missing', { name: 'user' });
    expect(databaseFault(fault, 60)).toBe(fault);
  });

  test('the sentence has nothing of the database’s message, which is the cause', () => {
    const error = said(
      'duplicate key value violates unique constraint: Key (id_number)=(411102199001011234) already exists',
      { code: '23505', detail: 'Key (id_number)=(411102199001011234)' },
    );
    const fault = databaseFault(error, 60);
    expect(
      JSON.stringify([fault.message, fault.facts, fillPhrase(sourceFaults[fault.code].detail, fault.facts)]),
    ).not.toContain('411102');
    expect(fault.cause).toBe(error);
  });

  test.each(['bad code', 'x'.repeat(50), '<script>', '中'])(
    'a code of the server’s own making is not repeated: %s',
    (code) => {
      expect(databaseFault(said('x', { code }), 60).facts['state']).toBe('未知');
    },
  );
});
