import { request } from 'node:http';

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly reason: string };
export type Invoke = (
  functionName: string,
  event: unknown,
  timeoutSeconds: number,
  signal: AbortSignal,
) => Promise<Outcome>;

/** Fails 10 s after the function's timeout: a dead thread never answers. */
export function createInvoker(endpoint: () => string): Invoke {
  return (functionName, event, timeoutSeconds, signal) =>
    new Promise((resolve) => {
      const failed = (reason: string): void => resolve({ kind: 'failed', reason });
      const call = request(
        `${endpoint()}/2015-03-31/functions/${functionName}/invocations`,
        // A socket of its own: the functions' server may close an idle one in the moment in which it is used again, and a
        // failed invocation waits for its message's visibility timeout.
        { method: 'POST', agent: false, signal, headers: { 'content-type': 'application/json' } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', (error) => failed(error.message));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            if (response.statusCode !== 200 || response.headers['x-amz-function-error'] !== undefined)
              failed(`answered ${response.statusCode}: ${text.slice(0, 500)}`);
            else resolve({ kind: 'answered', answer: parseAnswer(text) });
          });
        },
      );
      const limit = setTimeout(
        () => call.destroy(new Error(`no answer after ${timeoutSeconds + 10} s`)),
        (timeoutSeconds + 10) * 1000,
      );
      call.on('error', (error) => failed(error.message));
      call.on('close', () => clearTimeout(limit));
      call.end(JSON.stringify(event));
    });
}

function parseAnswer(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
