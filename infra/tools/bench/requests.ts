import { z } from 'zod';

type Handler = (event: unknown, context: unknown) => Promise<unknown>;
const Module = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const Answer = z.object({ statusCode: z.int().max(399) });

/** Answers the requests one after the other. Throws for an answer that is a refusal. */
export async function answerRequests(
  module: string,
  events: readonly unknown[],
): Promise<() => Promise<{ rows: number }>> {
  const { handler } = Module.parse(await import(module));
  const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 29_000 };
  return async () => {
    for (const event of events) Answer.parse(await handler(event, context));
    return { rows: events.length };
  };
}
