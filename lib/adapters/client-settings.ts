/** What a function does decides how long it may wait for a service. */
export type FunctionKind = 'authorizer' | 'api' | 'worker';

type ClientSettings = {
  readonly retryMode: 'standard' | 'adaptive';
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    /** Milliseconds until the response begins, its request body included. */
    readonly requestTimeout: number;
    /** Otherwise the SDK only writes a warning. */
    readonly throwOnRequestTimeout: true;
  };
};

/**
 *                | one attempt | all attempts of one call, at worst | must answer within
 *     authorizer | 0.9 s       | 1.9 s; 2.8 s when throttled        | 3 s
 *     api        | 5 s         | 16 s; 18 s when throttled          | 29 s, API Gateway's limit
 *     worker     | 30 s        | minutes, at the rate that the      | its own timeout; then the message returns
 *                |             | service accepts                    |
 */
const settings = {
  authorizer: clientSettingsFor('standard', 2, { connection: 500, request: 900 }),
  api: clientSettingsFor('standard', 3, { connection: 2_000, request: 5_000 }),
  worker: clientSettingsFor('adaptive', 6, { connection: 5_000, request: 30_000 }),
} as const satisfies Record<FunctionKind, ClientSettings>;

function clientSettingsFor(
  retryMode: ClientSettings['retryMode'],
  maxAttempts: number,
  timeoutsMs: { readonly connection: number; readonly request: number },
): ClientSettings {
  return {
    retryMode,
    maxAttempts,
    requestHandler: {
      connectionTimeout: timeoutsMs.connection,
      requestTimeout: timeoutsMs.request,
      throwOnRequestTimeout: true,
    },
  };
}

let functionKind: FunctionKind = 'api';

/** Called by the wrapper of a trigger before its ports open. Without it a process has the API's settings. */
export function declareFunctionKind(kind: FunctionKind): void {
  functionKind = kind;
}

/** Time-outs and retries of every SDK client. Endpoint, region and credentials come from the environment. */
export function clientSettings(kind: FunctionKind = functionKind): ClientSettings {
  return settings[kind];
}

/** Opens a client at its first use: each bundle is one process, and its routes share the connections. */
export function onePerProcess<Client>(open: () => Client): () => Client {
  let opened: { readonly client: Client } | undefined;
  return () => (opened ??= { client: open() }).client;
}
