import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error } from './s3-error.ts';

export type Secrets = (accessKey: string) => string | null;

export type RequestToVerify = {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
};

/** Each service refuses the other's signatures. */
export type Service = 's3' | 'ssm' | 'kms' | 'dynamodb' | 'sqs' | 'monitoring';

export type Verification = { readonly secrets: Secrets; readonly now: Date; readonly service: Service };

export type SignedPayload =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'sha256'; readonly hex: string };

const algorithm = 'AWS4-HMAC-SHA256';
const maxSkewMs = 15 * 60_000;
const maxExpirySeconds = 604_800;

/**
 * Checks AWS Signature Version 4. Throws AccessDenied when it is missing or expired, SignatureDoesNotMatch for a
 * changed request.
 */
export function verifyRequest(request: RequestToVerify, verification: Verification): SignedPayload {
  const header = request.headers.get('authorization');
  const inQuery = request.query.has('X-Amz-Signature') || request.query.has('X-Amz-Algorithm');
  if (header !== undefined && inQuery)
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, ' +
        'Signature query string parameter or the Authorization header should be specified',
    );
  if (header !== undefined) return verifyHeader(request, header, verification);
  if (inQuery) return verifyQuery(request, verification);
  throw new S3Error('AccessDenied', 'Access Denied');
}

function verifyHeader(
  request: RequestToVerify,
  header: string,
  { secrets, now, service }: Verification,
): SignedPayload {
  const match = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  if (match === null) throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  const stated = request.headers.get('x-amz-content-sha256');
  if (stated === undefined)
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  const scope = parseScope(credential, service, 'AuthorizationHeaderMalformed');
  const at = request.headers.get('x-amz-date') ?? '';
  const signedAt = parseStamp(at, scope.day, 'AuthorizationHeaderMalformed');
  if (Math.abs(now.getTime() - signedAt) > maxSkewMs)
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  const payload = parsePayload(stated);
  const canonical = canonicalRequest(request, [...request.query], signedHeaders.split(';'), stated);
  check(signature, sign(secretFor(secrets, scope.accessKey), scope, at, canonical));
  return payload;
}

function verifyQuery(request: RequestToVerify, { secrets, now, service }: Verification): SignedPayload {
  const want = (name: string): string => readParameter(request.query, name);
  if (want('X-Amz-Algorithm') !== algorithm)
    throw new S3Error('AuthorizationQueryParametersError', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const scope = parseScope(want('X-Amz-Credential'), service, 'AuthorizationQueryParametersError');
  const at = want('X-Amz-Date');
  const expires = want('X-Amz-Expires');
  const signedHeaders = want('X-Amz-SignedHeaders');
  const signature = want('X-Amz-Signature');
  const signedAt = parseStamp(at, scope.day, 'AuthorizationQueryParametersError');
  if (!/^\d+$/.test(expires) || Number(expires) < 1 || Number(expires) > maxExpirySeconds) {
    throw new S3Error('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds');
  }
  if (signedAt - now.getTime() > maxSkewMs) throw new S3Error('AccessDenied', 'Request is not valid yet');
  if (now.getTime() > signedAt + Number(expires) * 1000) throw new S3Error('AccessDenied', 'Request has expired');
  const stated =
    request.headers.get('x-amz-content-sha256') ?? request.query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD';
  const payload = parsePayload(stated);
  const query = [...request.query].filter(([name]) => name !== 'X-Amz-Signature');
  const canonical = canonicalRequest(request, query, signedHeaders.split(';'), stated);
  check(signature, sign(secretFor(secrets, scope.accessKey), scope, at, canonical));
  return payload;
}

function readParameter(query: ReadonlyMap<string, string>, name: string): string {
  const value = query.get(name);
  if (value !== undefined) return value;
  throw new S3Error(
    'AuthorizationQueryParametersError',
    `Query-string authentication version 4 requires the ${name} parameter.`,
  );
}

/** The access key id that a verified request names. */
export function signerOfRequest({ query, headers }: Pick<RequestToVerify, 'query' | 'headers'>): string {
  const credential =
    query.get('X-Amz-Credential') ?? /Credential=([^,\s]+)/.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  return credential.split('/')[0] ?? '';
}

/** Checks the signature over a form's base64 policy and returns its access key id. Throws as `verifyRequest` does. */
export function verifyPolicySignature(fields: ReadonlyMap<string, string>, policy: string, secrets: Secrets): string {
  const want = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined)
      throw new S3Error(
        'InvalidArgument',
        `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
      );
    return value;
  };
  if (want('x-amz-algorithm') !== algorithm)
    throw new S3Error('InvalidArgument', 'x-amz-algorithm only supports "AWS4-HMAC-SHA256"');
  const scope = parseScope(want('x-amz-credential'), 's3', 'InvalidArgument');
  parseStamp(want('x-amz-date'), scope.day, 'InvalidArgument');
  check(want('x-amz-signature'), hmac(signingKey(secretFor(secrets, scope.accessKey), scope), policy).toString('hex'));
  return scope.accessKey;
}

type Scope = { readonly accessKey: string; readonly day: string; readonly region: string; readonly service: string };
type MalformedCode = 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError' | 'InvalidArgument';

function parseScope(credential: string, expected: Service, malformed: MalformedCode): Scope {
  const [accessKey, day, region, service, last, ...rest] = credential.split('/');
  if (
    accessKey === undefined ||
    day === undefined ||
    !/^\d{8}$/.test(day) ||
    region === undefined ||
    region === '' ||
    service !== expected ||
    last !== 'aws4_request' ||
    rest.length > 0
  ) {
    throw new S3Error(
      malformed,
      'The Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return { accessKey, day, region, service };
}

/** `20201130T083000Z`; throws for another day than the credential's. */
function parseStamp(stamp: string, day: string, malformed: MalformedCode): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  const [, year = '', month = '', date = '', hour = '', minute = '', second = ''] = match ?? [];
  const instant = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  if (!stamp.startsWith(day) || Number.isNaN(instant))
    throw new S3Error(malformed, 'Invalid credential date. Date is not the same as X-Amz-Date.');
  return instant;
}

function parsePayload(stated: string): SignedPayload {
  if (stated === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  if (stated === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return { kind: 'chunked' };
  if (/^[0-9a-f]{64}$/.test(stated)) return { kind: 'sha256', hex: stated };
  if (stated.startsWith('STREAMING-'))
    throw new S3Error('NotImplemented', 'Chunks with signatures of their own are not supported by this store.');
  throw new S3Error(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}

function canonicalRequest(
  request: RequestToVerify,
  query: readonly (readonly [string, string])[],
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  if (!signedHeaders.includes('host')) throw new S3Error('SignatureDoesNotMatch', 'The host header must be signed.');
  for (const name of request.headers.keys()) {
    // S3 refuses its own headers unsigned: they may be added in transit.
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name))
      throw new S3Error('AccessDenied', `There were headers present in the request which were not signed: ${name}`);
  }
  const canonicalQuery = query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signedHeaders
    .map((name) => `${name}:${(request.headers.get(name) ?? '').trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const path = request.path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  return [request.method, path, canonicalQuery, headers, signedHeaders.join(';'), payloadHash].join('\n');
}

function sign(secret: string, scope: Scope, at: string, canonical: string): string {
  const hash = createHash('sha256').update(canonical).digest('hex');
  return hmac(
    signingKey(secret, scope),
    [algorithm, at, `${scope.day}/${scope.region}/${scope.service}/aws4_request`, hash].join('\n'),
  ).toString('hex');
}

function signingKey(secret: string, scope: Scope): Buffer {
  return hmac(hmac(hmac(hmac(Buffer.from(`AWS4${secret}`), scope.day), scope.region), scope.service), 'aws4_request');
}

function secretFor(secrets: Secrets, accessKey: string): string {
  const secret = secrets(accessKey);
  if (secret === null)
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  return secret;
}

function check(given: string, expected: string): void {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  if (a.length !== b.length || !timingSafeEqual(a, b)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your key and signing method.',
    );
  }
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** RFC 3986. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
