import { downloadCertificate } from '../../lib/certificates/file/download-certificate.ts';
import { redeemUseFile } from '../../lib/certificates/use/redeem-use-file.ts';
import { downloadCertificatePorts } from '../../lib/wiring/certificates/download-certificate.ts';
import { redeemFilePorts } from '../../lib/wiring/certificates/redeem-use-file.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { downloadCertificateRoute } from '../../schemas/certificates/file-routes.ts';
import { redeemUseFileRoute } from '../../schemas/certificates/use-routes.ts';

export const handler = router(
  http(downloadCertificateRoute, downloadCertificatePorts, downloadCertificate),
  http(redeemUseFileRoute, redeemFilePorts, redeemUseFile),
);
