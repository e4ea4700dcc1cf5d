import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import { answerBeginDemo, beginDemoPath } from './begin-demo.ts';
import { unframed } from './html.ts';
import { answerBadAddress, isDecodable } from './refuse-request.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;
export type GatewayTargets = {
  readonly storage: Handle;
  readonly oidc: Handle;
  readonly functions: () => string;
  readonly landing: () => string;
  /** `begin` is `null` where the landing page offers no demo. */
  readonly demo: { readonly origin: string; readonly begin: (() => void) | null };
  /** Tells demos which system they write to. */
  readonly about: () => object;
};

/** API Gateway's limit. */
const maxApiSeconds = 30;

/** Routes one port by the beginning of the path. */
export function gateway(targets: GatewayTargets): Handle {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return (request, response) => {
    const path = request.url ?? '/';
    if (path === '/storage' || path.startsWith('/storage/')) return targets.storage(request, response);
    if (path.startsWith('/oidc/')) {
      for (const [name, value] of Object.entries(unframed)) response.setHeader(name, value);
      return targets.oidc(request, response);
    }
    if (path === '/local-system')
      return void response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(targets.about()));
    if (path === beginDemoPath) return answerBeginDemo(request, response, targets.demo);
    if (/^\/start(?:[/?]|$)/.test(path))
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...unframed })
        .end(targets.landing());
    // serverless-offline would refuse it in English.
    if (!isDecodable(path)) return answerBadAddress(request, response);
    // Only a read may be repeated when an idle socket was closed: whatever changes something gets a socket of its own.
    forward(request, response, targets.functions(), request.method === 'GET' ? agent : false);
  };
}

/** Answers 504 after 30 s, 503 without functions. `agent` is `false` when a read is repeated. */
function forward(request: IncomingMessage, response: ServerResponse, target: string, agent: Agent | false): void {
  const forwarded = open(
    `${target}${request.url ?? '/'}`,
    { method: request.method, headers: withoutOverrides(request.headers), agent },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    },
  );
  forwarded.setTimeout(maxApiSeconds * 1000, () => forwarded.destroy(new Error('timeout')));
  forwarded.on('error', (error) => {
    if (response.headersSent) return void response.destroy();
    // The functions' server may close an idle socket in the moment in which it is used again.
    const mayRepeat = request.method === 'GET' && forwarded.reusedSocket && agent !== false;
    if (mayRepeat && error.message !== 'timeout') return forward(request, response, target, false);
    const status = error.message === 'timeout' ? 504 : 503;
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ message: status === 504 ? 'Endpoint request timed out' : 'Service Unavailable' }));
  });
  request.on('error', () => forwarded.destroy());
  response.on('close', () => {
    if (!response.writableEnded) forwarded.destroy();
  });
  request.pipe(forwarded);
}

/**
 * serverless-offline takes `sls-offline-…` for the authorizer's answer, and lets every origin read an answer whose
 * request names one; API Gateway allows the origins of the template alone, and there are none.
 */
function withoutOverrides(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !name.startsWith('sls-offline-') && !name.startsWith('access-control-') && name !== 'origin',
    ),
  );
}
