import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { peekBody, sendRefusal } from '../access/guard-server.ts';

/** Of each `of` requests to the table, the first `refused` are refused. */
export type Throttle = { readonly refused: number; readonly of: number };

/** Tests refuse requests as DynamoDB does when a table has no capacity left. */
export type Throttling = {
  /** The table's full name. */
  readonly throttle: (table: string, throttle: Throttle) => void;
  readonly stop: () => void;
  /** Counts refused requests since the start. */
  readonly refusals: () => number;
  readonly guard: (server: Server) => void;
};

const Body = z.looseObject({
  TableName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
});

const refusal = {
  status: 400,
  code: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
};

/** Without throttles it passes requests unread. A batch is refused whole. */
export function openThrottling(): Throttling {
  const throttles = new Map<string, Throttle & { seen: number }>();
  let refusals = 0;
  const isRefused = (table: string): boolean => {
    const throttle = throttles.get(table);
    if (throttle === undefined) return false;
    throttle.seen += 1;
    return (throttle.seen - 1) % throttle.of < throttle.refused;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse, pass: () => void): Promise<void> => {
    const body = await peekBody(request);
    const { TableName, RequestItems = {} } = Body.parse(JSON.parse(body.toString('utf8')));
    const tables = TableName === undefined ? Object.keys(RequestItems) : [TableName];
    if (!tables.some(isRefused)) return pass();
    refusals += 1;
    sendRefusal(response, refusal);
  };
  return {
    throttle: (table, throttle) => throttles.set(table, { ...throttle, seen: 0 }),
    stop: () => throttles.clear(),
    refusals: () => refusals,
    guard: (server) => {
      const listeners = server.listeners('request');
      server.removeAllListeners('request');
      server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        const pass = (): void => {
          for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
        };
        if (throttles.size === 0) return pass();
        answer(request, response, pass).catch(() => response.destroy());
      });
    },
  };
}
