import type { CertificateView } from '../../../schemas/certificates/certificate-view.ts';
import {
  findCertificatesRoute,
  readCertificateHistoryRoute,
  readCertificateRoute,
} from '../../../schemas/certificates/lookup-routes.ts';
import { changeCertificateStatusRoute } from '../../../schemas/certificates/status-routes.ts';
import { certificateStatusNames } from '../../../schemas/certificates/status.ts';
import { listCoverageRoute, readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { useAction } from '../shared/api/use-api.ts';
import { DecisionButton } from '../shared/decision-button.tsx';
import { offeredOperations } from './words.ts';

const refreshes = [
  readCertificateRoute,
  readCertificateHistoryRoute,
  findCertificatesRoute,
  readCoverageRoute,
  listCoverageRoute,
];

/** The operations that the status permits, on the newest version only; each says first what it will do to whom. */
export function CertificateOperations({ certificate }: { readonly certificate: CertificateView }) {
  const { identifier, status } = certificate;
  const change = useAction(changeCertificateStatusRoute, { refreshes });
  const isSuperseded = status.newest !== undefined && status.newest !== identifier;
  const offered = isSuperseded ? [] : offeredOperations(status.code);
  return (
    <section className="panel">
      <h2>状态变更</h2>
      {offered.length === 0 && (
        <p>
          {isSuperseded
            ? '这是旧版本，状态变更请在最新版本上办理。'
            : `“${
                certificateStatusNames[status.code]
              }”的证照不能再变更状态；确需重新颁发的，请以新的证照编号报送照面数据。`}
        </p>
      )}
      <div className="actions">
        {offered.map(({ operation, label, verb, consequence, isFinal }) => (
          <DecisionButton
            key={operation}
            thing={`certificate ${identifier}`}
            label={label}
            verb={verb}
            consequence={consequence}
            {...(isFinal ? { kind: 'dangerous' } : {})}
            decide={(reason) =>
              change.act({
                params: { identifier },
                body: { operation, reason },
              })
            }
          />
        ))}
      </div>
    </section>
  );
}
