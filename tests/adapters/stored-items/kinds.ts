import { auditKinds } from './kinds/audit.ts';
import { catalogueKinds } from './kinds/catalogue.ts';
import { certificateWorkKinds, useKinds } from './kinds/certificate-work.ts';
import { certificateSettingKinds, chainKinds } from './kinds/certificates.ts';
import { collectionKinds, recordKinds, sourceKinds } from './kinds/collection.ts';
import { departmentKinds } from './kinds/departments.ts';
import { dispatchKinds } from './kinds/dispatches.ts';
import { eventKinds } from './kinds/events.ts';
import { grantKinds } from './kinds/grants.ts';
import type { Kind } from './kinds/kind.ts';
import { objectionKinds } from './kinds/objections.ts';
import { sharingKinds } from './kinds/sharing.ts';
import type { Tables } from './open-tables.ts';

/** Every kind of item of every table. */
export function storedKinds(tables: Tables): readonly Kind[] {
  return [
    ...departmentKinds(tables),
    ...catalogueKinds(tables),
    ...collectionKinds(tables),
    ...sourceKinds(tables),
    ...recordKinds(tables),
    ...eventKinds(tables),
    ...auditKinds(tables),
    ...sharingKinds(tables),
    ...dispatchKinds(tables),
    ...objectionKinds(tables),
    ...grantKinds(tables),
    ...chainKinds(tables),
    ...certificateSettingKinds(tables),
    ...certificateWorkKinds(tables),
    ...useKinds(tables),
  ];
}
