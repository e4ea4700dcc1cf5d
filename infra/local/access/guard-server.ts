import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { JsonFault, refuseUnsigned } from '../json-service.ts';
import { localCredentials } from '../local-credentials.ts';
import type { Service } from '../object-store/sign-v4.ts';
import type { Access } from './access.ts';
import type { Need } from './policy.ts';

/** What an operation of the service needs, by its name and body. Throws for a body that it cannot read. */
export type NeedsOf = (operation: string, body: unknown) => readonly Need[];

/**
 * Puts the check in front of a stand-in that speaks JSON (DynamoDB, SQS, the Parameter Store, KMS): everybody on the
 * machine reaches its port, so that each request must be signed, and its role must grant what it asks for.
 */
export function guardServer(
  server: Server,
  { access, service }: { readonly access: Access; readonly service: Service },
  needsOf: NeedsOf,
): void {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    check(request)
      .then((refusal) => (refusal === null ? pass(request, response) : sendRefusal(response, refusal)))
      .catch((error: unknown) => {
        if (error instanceof JsonFault)
          return sendRefusal(response, { status: 400, code: String(error.code), message: error.message });
        console.error('access:', error instanceof Error ? error.message : error);
        sendRefusal(response, { status: 400, code: 'SerializationException', message: 'The request cannot be read.' });
      });
  });

  const check = async (request: IncomingMessage): Promise<Refusal | null> => {
    const body = await peekBody(request);
    refuseUnsigned(request, body, { secrets: access.secretOf, now: new Date(), service });
    const accessKeyId = signerOf(request.headers.authorization);
    if (accessKeyId === null || accessKeyId === localCredentials.accessKeyId) return null;
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const message = access.refuse(accessKeyId, needsOf(operation, JSON.parse(body.toString('utf8'))));
    return message === null ? null : { status: 400, code: 'AccessDeniedException', message };
  };
}

type Refusal = { readonly status: number; readonly code: string; readonly message: string };

/** Answers as a service that speaks JSON refuses. */
export function sendRefusal(response: ServerResponse, { status, code, message }: Refusal): void {
  if (response.headersSent || response.destroyed) return;
  response
    .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', connection: 'close' })
    .end(JSON.stringify({ __type: code, message }));
}

/** The access key id of a request that is signed by header. */
export function signerOf(authorization: string | undefined): string | null {
  return /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1] ?? null;
}

/** Reads the body and puts it back, so that the stand-in reads it as it came. */
export async function peekBody(request: IncomingMessage): Promise<Buffer> {
  const length = Number(request.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const chunk: unknown = request.read();
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
      size += chunk.length;
    } else await once(request, 'readable');
  }
  const body = Buffer.concat(chunks);
  if (size > 0) request.unshift(body);
  await nextTurn(); // Only then does a `data` listener start the stream again.
  return body;
}
