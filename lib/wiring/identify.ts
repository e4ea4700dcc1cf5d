import { tokenVerifier } from '../adapters/departments/token-verifier.ts';
import type { IdentifyPorts } from '../departments/ports.ts';
import { accounts } from './departments.ts';
import { setting } from './setting.ts';

/** `OIDC_AUDIENCE` holds one or several audiences, comma-separated; `OIDC_SCOPE` the scope that a token must have. */
export function identifyPorts(): IdentifyPorts {
  const audiences = setting('OIDC_AUDIENCE')
    .split(',')
    .map((audience) => audience.trim());
  const verify = tokenVerifier({ issuer: setting('OIDC_ISSUER'), audiences, scope: setting('OIDC_SCOPE') });
  return { verify, account: accounts() };
}
