import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../schemas/departments/caller.ts';

/** Until data is shared by grant, records are read by the department that owns them and by the information centre. */
export function mayRead(caller: Caller, version: DatasetVersion): boolean {
  return (
    caller.roles.includes('operator') ||
    (caller.roles.includes('provider') && caller.department === version.content.metadata.provider)
  );
}
