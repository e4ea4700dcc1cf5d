import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';
import { demoOffsetMs, now } from '../clock.ts';
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

/** The weeks of the founding notice, in which the demo plays. */
const demoDays = { firstDay: '2020-11-20', lastDay: '2020-12-31' };

const readDemo = (): Pick<PortalSettings, 'demo'> =>
  demoOffsetMs() === null ? {} : { demo: { now: now(), ...demoDays } };

/** Answers the settings; those of a demo with the time. */
export async function readPortalSettings(_input: unknown, settings: PortalSettings): Promise<PortalSettings> {
  return { ...settings, ...readDemo() };
}
