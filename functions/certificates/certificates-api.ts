import { listCoverage } from '../../lib/certificates/coverage/list-coverage.ts';
import { readCoverage } from '../../lib/certificates/coverage/read-coverage.ts';
import { findByHolder } from '../../lib/certificates/lookup/find-by-holder.ts';
import { findCertificates } from '../../lib/certificates/lookup/find-certificates.ts';
import { listCertificateGrants } from '../../lib/certificates/lookup/list-certificate-grants.ts';
import { readCertificateHistory } from '../../lib/certificates/lookup/read-certificate-history.ts';
import { readCertificate } from '../../lib/certificates/lookup/read-certificate.ts';
import { readCertificates } from '../../lib/certificates/lookup/read-certificates.ts';
import { listQuarantine } from '../../lib/certificates/quarantine/list-quarantine.ts';
import { retryQuarantine } from '../../lib/certificates/quarantine/retry-quarantine.ts';
import { approveBatch } from '../../lib/certificates/status/approve-batch.ts';
import { changeCertificateStatus } from '../../lib/certificates/status/change-certificate-status.ts';
import { listBatches } from '../../lib/certificates/status/list-batches.ts';
import { prepareBatch } from '../../lib/certificates/status/prepare-batch.ts';
import { readBatch } from '../../lib/certificates/status/read-batch.ts';
import { rejectBatch } from '../../lib/certificates/status/reject-batch.ts';
import { listCertificateTypes } from '../../lib/certificates/types/list-certificate-types.ts';
import { readCertificateType } from '../../lib/certificates/types/read-certificate-type.ts';
import { listCertificateUses } from '../../lib/certificates/use/list-certificate-uses.ts';
import { officialUse } from '../../lib/certificates/use/official-use.ts';
import { redeemUseCode } from '../../lib/certificates/use/redeem-use-code.ts';
import { coveragePorts } from '../../lib/wiring/certificates/coverage.ts';
import { listGrantsPorts } from '../../lib/wiring/certificates/grants-admin.ts';
import { historyPorts } from '../../lib/wiring/certificates/lookup-history.ts';
import { findingPorts, lookupPorts } from '../../lib/wiring/certificates/lookup.ts';
import { listQuarantinePorts, retryQuarantinePorts } from '../../lib/wiring/certificates/quarantine.ts';
import {
  approveBatchPorts,
  changeCertificateStatusPorts,
  decideBatchPorts,
  prepareBatchPorts,
  readBatchPorts,
} from '../../lib/wiring/certificates/status.ts';
import { certificateTypes } from '../../lib/wiring/certificates/types.ts';
import { listUsesPorts, officialUsePorts, redeemPorts } from '../../lib/wiring/certificates/use.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { listCertificateGrantsRoute } from '../../schemas/certificates/grant-routes.ts';
import {
  findByHolderRoute,
  findCertificatesRoute,
  readCertificateHistoryRoute,
  readCertificateRoute,
  readCertificatesRoute,
} from '../../schemas/certificates/lookup-routes.ts';
import { listQuarantineRoute, retryQuarantineRoute } from '../../schemas/certificates/quarantine-routes.ts';
import {
  approveBatchRoute,
  changeCertificateStatusRoute,
  listBatchesRoute,
  prepareBatchRoute,
  readBatchRoute,
  rejectBatchRoute,
} from '../../schemas/certificates/status-routes.ts';
import {
  listCertificateTypesRoute,
  listCoverageRoute,
  readCertificateTypeRoute,
  readCoverageRoute,
} from '../../schemas/certificates/type-routes.ts';
import {
  listCertificateUsesRoute,
  officialUseRoute,
  redeemUseCodeRoute,
} from '../../schemas/certificates/use-routes.ts';

export const handler = router(
  http(listCertificateTypesRoute, certificateTypes, listCertificateTypes),
  http(readCertificateTypeRoute, certificateTypes, readCertificateType),
  http(listCoverageRoute, coveragePorts, listCoverage),
  http(readCoverageRoute, coveragePorts, readCoverage),
  http(listCertificateGrantsRoute, listGrantsPorts, listCertificateGrants),
  http(listQuarantineRoute, listQuarantinePorts, listQuarantine),
  http(retryQuarantineRoute, retryQuarantinePorts, retryQuarantine),
  http(findCertificatesRoute, findingPorts, findCertificates),
  http(findByHolderRoute, findingPorts, findByHolder),
  http(readCertificatesRoute, lookupPorts, readCertificates),
  http(readCertificateRoute, lookupPorts, readCertificate),
  http(readCertificateHistoryRoute, historyPorts, readCertificateHistory),
  http(officialUseRoute, officialUsePorts, officialUse),
  http(redeemUseCodeRoute, redeemPorts, redeemUseCode),
  http(listCertificateUsesRoute, listUsesPorts, listCertificateUses),
  http(changeCertificateStatusRoute, changeCertificateStatusPorts, changeCertificateStatus),
  http(prepareBatchRoute, prepareBatchPorts, prepareBatch),
  http(listBatchesRoute, readBatchPorts, listBatches),
  http(readBatchRoute, readBatchPorts, readBatch),
  http(approveBatchRoute, approveBatchPorts, approveBatch),
  http(rejectBatchRoute, decideBatchPorts, rejectBatch),
);
