import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen, stopServer } from './listen.ts';
import { localCredentials } from './local-credentials.ts';
import { S3Error } from './object-store/s3-error.ts';
import { verifyRequest, type Secrets, type Service, type Verification } from './object-store/sign-v4.ts';

/** An error of the service, with its own code; other errors become InternalServerError. */
export class JsonFault<Code extends string = string> extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.name = 'JsonFault';
    this.code = code;
  }
}

export type JsonService = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

/** Puts a check in front of a server, as `guardServer` does. */
export type Guard = (server: Server) => void;

export type JsonServiceSettings = {
  /** Of every caller; by default the operator alone is known. */
  readonly secrets?: Secrets;
  /** Named in the credential scope of a signature. */
  readonly service: Service;
  /** Stands before the operation in `x-amz-target`. */
  readonly target: string;
  readonly operations: ReadonlyMap<string, (input: unknown, now: Date) => object | Promise<object>>;
};

const operatorsSecret: Secrets = (accessKeyId) =>
  accessKeyId === localCredentials.accessKeyId ? localCredentials.secretAccessKey : null;

const maxBodyBytes = 64 * 1024;

/** Answers signed requests in AWS JSON 1.1. */
export function jsonService({
  service,
  target,
  operations,
  secrets = operatorsSecret,
}: JsonServiceSettings): JsonService {
  const inProgress = new Set<Promise<void>>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const now = new Date();
      const body = await readBody(request);
      refuseUnsigned(request, body, { secrets, now, service });
      const [asked, name = ''] = String(request.headers['x-amz-target']).split('.');
      const operation = asked === target ? operations.get(name) : undefined;
      if (request.method !== 'POST' || operation === undefined)
        throw new JsonFault('UnknownOperationException', 'This operation is not implemented by this service.');
      send(response, 200, await operation(parseJson(body), now));
    } catch (error) {
      if (!(error instanceof JsonFault)) console.error(`${service}:`, error instanceof Error ? error.message : error);
      if (error instanceof JsonFault) send(response, 400, { __type: String(error.code), message: error.message });
      else send(response, 500, { __type: 'InternalServerError', message: 'An error occurred on the server side.' });
    }
  };
  return {
    handle: (request, response) => {
      const task = answer(request, response);
      inProgress.add(task);
      void task.finally(() => inProgress.delete(task));
    },
    close: async () => void (await Promise.all(inProgress)),
  };
}

/** Serves on a free port of 127.0.0.1; `guard` may put a check in front. */
export async function startJsonService(
  { handle, close }: JsonService,
  guard: Guard = () => undefined,
): Promise<{ readonly endpoint: string; readonly close: () => Promise<void> }> {
  const server = createServer(handle);
  guard(server);
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return { endpoint, close: async () => stopServer(server).then(close) };
}

/** Checks the signature (AWS Signature Version 4, in the header) over the request and its body. Throws JsonFault. */
export function refuseUnsigned(request: IncomingMessage, body: Buffer, verification: Verification): void {
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  try {
    const payload = verifyRequest(
      { method: request.method ?? '', path: pathname, query: new Map(searchParams), headers },
      verification,
    );
    if (payload.kind === 'sha256' && payload.hex === createHash('sha256').update(body).digest('hex')) return;
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    if (error.code === 'AccessDenied')
      throw new JsonFault('MissingAuthenticationTokenException', 'Missing Authentication Token');
    if (error.code === 'InvalidAccessKeyId')
      throw new JsonFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
    throw new JsonFault('InvalidSignatureException', error.message);
  }
  throw new JsonFault('InvalidSignatureException', 'The body is not the one that was signed.');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk); // The rest is read, so that the client receives the answer.
  }
  if (size > maxBodyBytes) throw new JsonFault('SerializationException', 'The request is too long.');
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new JsonFault('SerializationException', 'The request is no JSON.');
  }
}

function send(response: ServerResponse, status: number, answer: object): void {
  if (!response.destroyed)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
}
