import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';

/** Prefixes of the codes of Node, OpenSSL and undici. */
const codesOfFault = {
  'certificate-not-trusted': [
    'CERT_',
    'CRL_',
    'CA_',
    'EE_',
    'UNABLE_TO_',
    'DEPTH_ZERO_',
    'SELF_SIGNED_',
    'INVALID_CA',
    'INVALID_PURPOSE',
    'PATH_LENGTH_',
    'HOSTNAME_MISMATCH',
    'ERR_TLS_CERT_',
    'ERR_OSSL_PEM_',
  ],
  'name-not-found': ['ENOTFOUND', 'EAI_'],
  'not-reachable': [
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EACCES',
    'EPERM',
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'EPROTO',
    'ERR_SSL_',
  ],
  'connection-lost': [
    'ECONNRESET',
    'ECONNABORTED',
    'EPIPE',
    'UND_ERR_SOCKET',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'UND_ERR_CLOSED',
    'UND_ERR_DESTROYED',
    'ERR_STREAM_PREMATURE_CLOSE',
  ],
} as const satisfies Partial<Record<SourceFaultCode, readonly string[]>>;

const faultCodes = ['certificate-not-trusted', 'name-not-found', 'not-reachable', 'connection-lost'] as const;

/** Returns unknown errors unchanged. HTTP parse errors lose their cause, which quotes the answer. */
export function connectionFault(error: unknown): unknown {
  if (error instanceof SourceFault || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // An answer 100 or 101 that nobody asked for fails in undici as an assertion, or by these words.
  const isUnasked = code === 'ERR_ASSERTION' || /^bad (upgrade|response)$/.test(error.message);
  if (/^(HPE_|UND_ERR_HEADERS_OVERFLOW)/.test(code) || error.name === 'HTTPParserError' || isUnasked)
    return new SourceFault('answer-not-readable', { format: 'HTTP' });
  if (/^(Z_|ERR__?BROTLI)/.test(code))
    return new SourceFault('answer-not-readable', { format: 'gzip' }, { cause: error });
  const fault = faultCodes.find((fault) => codesOfFault[fault].some((start) => code.startsWith(start)));
  return fault === undefined ? error : new SourceFault(fault, {}, { cause: error });
}
