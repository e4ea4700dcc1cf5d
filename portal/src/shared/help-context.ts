import { createContext } from 'react';
import type { PortalSettings } from '../../../schemas/departments/portal-settings.ts';

/** How the information centre is reached. */
export const HelpContext = createContext<PortalSettings['help']>({ phone: '', mail: '', hours: '' });
