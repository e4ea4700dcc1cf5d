import { confirmSource } from '../../lib/collection/sources/registration/confirm-source.ts';
import { downloadConnectionSheet } from '../../lib/collection/sources/registration/download-connection-sheet.ts';
import { listSources } from '../../lib/collection/sources/registration/list-sources.ts';
import { operateSource } from '../../lib/collection/sources/registration/operate-source.ts';
import { readSource } from '../../lib/collection/sources/registration/read-source.ts';
import { registerSource } from '../../lib/collection/sources/registration/register-source.ts';
import { returnSource } from '../../lib/collection/sources/registration/return-source.ts';
import { setSourceSecret } from '../../lib/collection/sources/registration/set-source-secret.ts';
import { listRejectedRows } from '../../lib/collection/sources/rejected-rows/list-rejected-rows.ts';
import { sourceSecrets } from '../../lib/wiring/collection/source-secrets.ts';
import { readSourcePorts, sourceBasics } from '../../lib/wiring/collection/sources.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  confirmSourceRoute,
  downloadConnectionSheetRoute,
  listRejectedRowsRoute,
  listSourcesRoute,
  operateSourceRoute,
  readSourceRoute,
  registerSourceRoute,
  returnSourceRoute,
  setSourceSecretRoute,
} from '../../schemas/collection/sources/routes.ts';

export const handler = router(
  http(registerSourceRoute, sourceSecrets, registerSource),
  http(setSourceSecretRoute, sourceSecrets, setSourceSecret),
  http(returnSourceRoute, sourceBasics, returnSource),
  http(confirmSourceRoute, sourceBasics, confirmSource),
  http(operateSourceRoute, sourceSecrets, operateSource),
  http(readSourceRoute, readSourcePorts, readSource),
  http(listSourcesRoute, sourceBasics, listSources),
  http(downloadConnectionSheetRoute, sourceBasics, downloadConnectionSheet),
  http(listRejectedRowsRoute, sourceBasics, listRejectedRows),
);
