import { http } from '../../lib/wiring/http.ts';
import { otherAddresses } from '../../lib/wiring/portal/other-addresses.ts';
import { portalSettings, readPortalSettings } from '../../lib/wiring/portal/portal-settings.ts';
import { router } from '../../lib/wiring/router.ts';
import { readPortalSettingsRoute } from '../../schemas/departments/portal-settings.ts';

export const handler = router(http(readPortalSettingsRoute, portalSettings, readPortalSettings), otherAddresses());
