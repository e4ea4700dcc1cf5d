import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { localCredentials } from '../local-credentials.ts';
import { S3Error } from '../object-store/s3-error.ts';
import { verifyRequest } from '../object-store/sign-v4.ts';
import { ParameterFault } from './parameter-fault.ts';
import { parameterOperations } from './parameter-operations.ts';
import { openSealedParameters } from './sealed-parameters.ts';

export type ParameterStore = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly close: () => Promise<void>;
};

const maxBodyBytes = 64 * 1024;

/** Opens the stand-in for the Parameter Store. Throws when its file does not decrypt. */
export function openParameterStore(stateDirectory: string): ParameterStore {
  const parameters = openSealedParameters(stateDirectory);
  const inProgress = new Set<Promise<void>>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const now = new Date();
      const body = await readBody(request);
      refuseUnsigned(request, body, now);
      const [service, name = ''] = String(request.headers['x-amz-target']).split('.');
      const operation = service === 'AmazonSSM' ? parameterOperations.get(name) : undefined;
      if (request.method !== 'POST' || operation === undefined)
        throw new ParameterFault('UnknownOperationException', 'This operation is not implemented by this store.');
      send(response, 200, operation(parameters, parseJson(body), now));
    } catch (error) {
      if (!(error instanceof ParameterFault))
        console.error('parameter store:', error instanceof Error ? error.message : error);
      const [status, code, message] =
        error instanceof ParameterFault
          ? [400, error.code, error.message]
          : [500, 'InternalServerError', 'An error occurred on the server side.'];
      send(response, status, { __type: code, message });
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

function refuseUnsigned(request: IncomingMessage, body: Buffer, now: Date): void {
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const secrets = (accessKey: string): string | null =>
    accessKey === localCredentials.accessKeyId ? localCredentials.secretAccessKey : null;
  try {
    const payload = verifyRequest(
      { method: request.method ?? '', path: pathname, query: new Map(searchParams), headers },
      { secrets, now, service: 'ssm' },
    );
    if (payload.kind === 'sha256' && payload.hex === createHash('sha256').update(body).digest('hex')) return;
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    if (error.code === 'AccessDenied')
      throw new ParameterFault('MissingAuthenticationTokenException', 'Missing Authentication Token');
    if (error.code === 'InvalidAccessKeyId')
      throw new ParameterFault('UnrecognizedClientException', 'The security token included in the request is invalid.');
    throw new ParameterFault('InvalidSignatureException', error.message);
  }
  throw new ParameterFault('InvalidSignatureException', 'The body is not the one that was signed.');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk); // The rest is read, so that the client receives the answer.
  }
  if (size > maxBodyBytes) throw new ParameterFault('SerializationException', 'The request is too long.');
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ParameterFault('SerializationException', 'The request is no JSON.');
  }
}

function send(response: ServerResponse, status: number, answer: object): void {
  if (!response.destroyed)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
}
