import { isIP } from 'node:net';
import { getCACertificates } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import type { AllowList } from './allow-list.ts';
import { guardedAddress, type Resolve } from './guarded-address.ts';
import { hostName } from './host-name.ts';

export type GuardedAgentOptions = {
  readonly allowList: AllowList;
  readonly resolve: Resolve | undefined;
  readonly ca: string | undefined;
  readonly seconds: number;
};

/** Connects only to allowed addresses. `seconds` limits connecting only. */
export function guardedAgent({ allowList, resolve, ca, seconds }: GuardedAgentOptions): Agent {
  const connect = buildConnector({
    allowH2: false,
    rejectUnauthorized: true,
    timeout: seconds * 1000,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
  });
  const guarded = async (options: buildConnector.Options, callback: buildConnector.Callback) => {
    try {
      const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
      const { address } = await guardedAddress({ host: options.hostname, port }, allowList, resolve);
      const name = hostName(options.hostname) ?? '';
      const { servername: _, ...rest } = options;
      connect({ ...rest, hostname: address, ...(isIP(name) === 0 ? { servername: name } : {}) }, callback);
    } catch (error) {
      callback(error instanceof Error ? error : new Error('not connected', { cause: error }), null);
    }
  };
  return new Agent({
    connect: (options, callback) => void guarded(options, callback),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
