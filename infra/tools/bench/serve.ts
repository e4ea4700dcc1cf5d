import { z } from 'zod';
import { setting } from '../../../lib/wiring/setting.ts';
import { localCredentials } from '../../local/local-credentials.ts';
import { startEventSource, type Mapping } from '../../local/queues/event-source.ts';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
const Module = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });

/** Feeds one function as Lambda does until the message `stop`, and answers how long it was at work. */
export async function serve(
  module: string,
  mapping: Mapping,
): Promise<() => Promise<{ rows: number; seconds: number }>> {
  const { handler } = Module.parse(await import(module));
  return async () => {
    let [began, ended] = [NaN, NaN];
    const source = startEventSource([mapping], {
      endpoint: setting('AWS_ENDPOINT_URL_SQS'),
      region: setting('AWS_REGION'),
      credentialsOf: () => localCredentials,
      invoke: async (functionName, event, timeoutSeconds) => {
        const now = performance.now();
        if (Number.isNaN(began)) began = now;
        const context = {
          awsRequestId: 'bench',
          functionName,
          getRemainingTimeInMillis: () => timeoutSeconds * 1000 - (performance.now() - now),
        };
        const answer = await handler(event, context);
        ended = performance.now();
        return { kind: 'answered', answer };
      },
    });
    await new Promise((resolve) => process.once('message', resolve));
    await source.close();
    return { rows: 0, seconds: (ended - began) / 1000 };
  };
}
