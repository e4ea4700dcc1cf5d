import { accessToken } from '../../adapters/api/access-token.ts';
import { apiClient, type ApiClient } from '../../adapters/api/api-client.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { resolvePlatformAddress, nonBlank } from './platform-address.ts';

export type Connection = { readonly url: string; readonly api: ApiClient };

/** Reads the account from the environment: others can read a command line. Throws `UsageError` without one. */
export function openConnection(
  url: string | undefined,
  { environment }: Pick<CommandContext, 'environment'>,
): Connection {
  const address = resolvePlatformAddress(url, { environment });
  const [clientId, clientSecret] = [
    nonBlank(environment['GUIJI_CLIENT_ID']),
    nonBlank(environment['GUIJI_CLIENT_SECRET']),
  ];
  if (clientId === undefined || clientSecret === undefined)
    throw new UsageError(
      '尚未给出系统账号。请在环境变量 GUIJI_CLIENT_ID 和 GUIJI_CLIENT_SECRET 中分别填写账号和密钥，然后重试。',
    );
  const token = accessToken({
    issuer: nonBlank(environment['GUIJI_ISSUER']) ?? `${address}/oidc`,
    clientId,
    clientSecret,
    scope: nonBlank(environment['GUIJI_SCOPE']) ?? 'api',
    audience: nonBlank(environment['GUIJI_AUDIENCE']),
  });
  return { url: address, api: apiClient(address, token) };
}
