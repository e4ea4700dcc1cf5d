import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';

const codes: readonly (readonly [SourceFaultCode, RegExp])[] = [
  [
    'certificate-not-trusted',
    /^(CERT_|CRL_|CA_|EE_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_|HOSTNAME_MISMATCH|ERR_TLS_CERT_|ERR_OSSL_PEM_)/,
  ],
  ['name-not-found', /^(ENOTFOUND|EAI_)/],
  [
    'not-reachable',
    /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_SSL_)/,
  ],
  [
    'connection-lost',
    /^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_CLOSED|UND_ERR_DESTROYED|ERR_STREAM_PREMATURE_CLOSE)/,
  ],
];

/**
 * What a connection's error means to the department. What stands in no row is passed on as it is: a fault of our own, or an abort.
 * What HTTP could not be read as has no cause: that holds a piece of the answer.
 */
export function connectionFault(error: unknown): unknown {
  if (error instanceof SourceFault || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(HPE_|UND_ERR_HEADERS_OVERFLOW)/.test(code) || error.name === 'HTTPParserError')
    return new SourceFault('answer-not-readable', { format: 'HTTP' });
  if (/^(Z_|ERR__?BROTLI)/.test(code))
    return new SourceFault('answer-not-readable', { format: 'gzip' }, { cause: error });
  const fault = codes.find(([, pattern]) => pattern.test(code))?.[0];
  return fault === undefined ? error : new SourceFault(fault, {}, { cause: error });
}
