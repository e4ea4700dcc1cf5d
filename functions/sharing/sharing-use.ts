import { fetchGrantFile } from '../../lib/sharing/files/fetch-grant-file.ts';
import { prepareGrantFile } from '../../lib/sharing/files/prepare-grant-file.ts';
import { listGrantFiles, readGrantFile } from '../../lib/sharing/files/read-grant-files.ts';
import { listGrants } from '../../lib/sharing/use/list-grants.ts';
import { queryUnderGrant } from '../../lib/sharing/use/query-under-grant.ts';
import { readChangesUnderGrant } from '../../lib/sharing/use/read-changes-under-grant.ts';
import { readGrant, readGrantUsage } from '../../lib/sharing/use/read-grant.ts';
import { verifyUnderGrant } from '../../lib/sharing/use/verify-under-grant.ts';
import { viewSubject } from '../../lib/sharing/use/view-subject.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { fetchGrantFilePorts, prepareGrantFilePorts, readGrantFilesPorts } from '../../lib/wiring/sharing/files.ts';
import {
  listGrantsPorts,
  queryUnderGrantPorts,
  readChangesUnderGrantPorts,
  readGrantPorts,
  readGrantUsagePorts,
  verifyUnderGrantPorts,
  viewSubjectPorts,
} from '../../lib/wiring/sharing/use.ts';
import {
  fetchGrantFileRoute,
  listGrantFilesRoute,
  prepareGrantFileRoute,
  readGrantFileRoute,
} from '../../schemas/sharing/file-routes.ts';
import {
  listGrantsRoute,
  queryUnderGrantRoute,
  readChangesUnderGrantRoute,
  readGrantRoute,
  readGrantUsageRoute,
  verifyUnderGrantRoute,
  viewSubjectRoute,
} from '../../schemas/sharing/use-routes.ts';

export const handler = router(
  http(listGrantsRoute, listGrantsPorts, listGrants),
  http(readGrantRoute, readGrantPorts, readGrant),
  http(readGrantUsageRoute, readGrantUsagePorts, readGrantUsage),
  http(queryUnderGrantRoute, queryUnderGrantPorts, queryUnderGrant),
  http(viewSubjectRoute, viewSubjectPorts, viewSubject),
  http(verifyUnderGrantRoute, verifyUnderGrantPorts, verifyUnderGrant),
  http(readChangesUnderGrantRoute, readChangesUnderGrantPorts, readChangesUnderGrant),
  http(prepareGrantFileRoute, prepareGrantFilePorts, prepareGrantFile),
  http(listGrantFilesRoute, readGrantFilesPorts, listGrantFiles),
  http(readGrantFileRoute, readGrantFilesPorts, readGrantFile),
  http(fetchGrantFileRoute, fetchGrantFilePorts, fetchGrantFile),
);
