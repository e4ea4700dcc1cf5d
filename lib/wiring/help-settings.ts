import type { PortalSettings } from '../../schemas/departments/portal-settings.ts';
import { listSetting } from './setting.ts';

/** How the information centre is reached: HELP_PHONE, HELP_MAIL, HELP_HOURS, each of which may be empty. */
export const helpSettings = (): PortalSettings['help'] => ({
  phone: listSetting('HELP_PHONE'),
  mail: listSetting('HELP_MAIL'),
  hours: listSetting('HELP_HOURS'),
});
