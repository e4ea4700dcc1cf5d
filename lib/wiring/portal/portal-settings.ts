import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';
import { helpSettings } from '../help-settings.ts';
import { setting } from '../setting.ts';

/** Throws `setting-missing` without issuer, client or scope. */
export function portalSettings(): PortalSettings {
  return {
    issuer: setting('OIDC_ISSUER'),
    clientId: setting('PORTAL_CLIENT'),
    scope: setting('OIDC_SCOPE'),
    help: helpSettings(),
  };
}

/** Answers the settings as they are. */
export async function readPortalSettings(_input: unknown, settings: PortalSettings): Promise<PortalSettings> {
  return settings;
}
