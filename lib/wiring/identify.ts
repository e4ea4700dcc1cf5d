import { tokenVerifier } from '../adapters/departments/token-verifier.ts';
import type { IdentifyPorts } from '../departments/ports.ts';
import { accounts } from './departments.ts';
import { setting } from './setting.ts';

/** `OIDC_AUDIENCE` holds one or several audiences, comma-separated. */
export function identifyPorts(): IdentifyPorts {
  const audiences = setting('OIDC_AUDIENCE')
    .split(',')
    .map((audience) => audience.trim());
  return { verify: tokenVerifier({ issuer: setting('OIDC_ISSUER'), audiences }), account: accounts() };
}
