import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';
import { route } from '../kernel/route.ts';

/** Configures the portal before sign-in: public settings, none of them secret. */
export const PortalSettings = z.strictObject({
  /** OpenID Connect discovery starts from it. */
  issuer: z.url(),
  clientId: z.string().min(1),
  /** What the access token must have been given, besides `openid` and `profile`. */
  scope: z.string().min(1),
  /** How the information centre is reached; an empty one is not shown. */
  help: z.strictObject({ phone: z.string(), mail: z.string(), hours: z.string() }),
  /** Of a demo: its clock's time, and the days that may be viewed, the last one included. */
  demo: z.strictObject({ now: Instant, firstDay: Day, lastDay: Day }).optional(),
});
export type PortalSettings = z.infer<typeof PortalSettings>;

export const readPortalSettingsRoute = route({
  operation: 'read-portal-settings',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/portal-settings',
  summary: '取得门户登录所需的设置和信息中心的联系方式。',
  callers: 'anyone',
  params: z.object({}),
  query: z.object({}),
  body: null,
  answer: { status: 200, body: PortalSettings },
  refusals: {},
});
