import { Link, useSearchParams } from 'react-router';
import { searchDatasetsRoute } from '../../../../schemas/catalogue/routes.ts';
import { CertificateId } from '../../../../schemas/certificates/document.ts';
import { readCertificateRoute } from '../../../../schemas/certificates/lookup-routes.ts';
import { DeliveryId } from '../../../../schemas/collection/delivery.ts';
import { readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { statusNames } from '../../../../schemas/collection/status-names.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { Moment } from '../../shared/moment.tsx';
import { deliveryTones } from '../../shared/names.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

/** One box for names of datasets and for numbers of deliveries and certificates: the number tells which. */
export default function SearchPage() {
  const [search] = useSearchParams();
  const words = (search.get('q') ?? '').trim().slice(0, 300);
  const delivery = DeliveryId.safeParse(words.toUpperCase());
  const certificate = CertificateId.safeParse(words);
  return (
    <>
      <PageHeader title={words === '' ? '搜索' : `搜索“${words.slice(0, 40)}”`} />
      {words === '' && <p>请在上方输入信息资源的名称（也可用拼音首字母），或报送、证照的编号。</p>}
      {delivery.success && <FoundDelivery id={delivery.data} />}
      {certificate.success && <FoundCertificate id={certificate.data} />}
      {words !== '' && !delivery.success && !certificate.success && <FoundDatasets words={words.slice(0, 100)} />}
    </>
  );
}

function FoundDelivery({ id }: { readonly id: string }) {
  const isAllowed = hasRole(useCaller(), ['provider', 'operator', 'supervisor']);
  const read = useRoute(readDeliveryRoute, isAllowed ? { params: { delivery: id } } : null);
  if (!isAllowed) return <EmptyState title="您的账号不查看报送" />;
  return (
    <QueryView query={read} what="报送">
      {({ fileName, status, createdAt }) => (
        <section className="panel">
          <h2>
            <Link to={`/deliveries/${id}`}>报送 {fileName}</Link>
          </h2>
          <StateTag tone={deliveryTones[status]}>{statusNames[status]}</StateTag> 登记于 <Moment iso={createdAt} />
        </section>
      )}
    </QueryView>
  );
}

function FoundCertificate({ id }: { readonly id: string }) {
  const isAllowed = hasRole(useCaller(), ['provider', 'consumer', 'operator']);
  const read = useRoute(readCertificateRoute, isAllowed ? { params: { identifier: id } } : null);
  if (!isAllowed) return <EmptyState title="您的账号不查看证照" />;
  return (
    <QueryView query={read} what="证照">
      {({ document, status }) => (
        <section className="panel">
          <h2>
            <Link to={`/certificates/${id}`}>{document.CertificateTypeName}</Link>
          </h2>
          <p>
            <StateTag tone={status.validity === 'valid' ? 'good' : 'bad'}>{status.title}</StateTag> {status.sentence}
          </p>
        </section>
      )}
    </QueryView>
  );
}

function FoundDatasets({ words }: { readonly words: string }) {
  const found = useRoute(searchDatasetsRoute, { query: { q: words, limit: '20' } });
  return (
    <QueryView query={found} what="搜索结果">
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyState title="没有找到">
            <p>请换一个说法，或用拼音首字母，例如“身份证”可输入 sfz；报送和证照请输入完整的编号。</p>
          </EmptyState>
        ) : (
          <>
            <output className="loading">
              找到 {total} 项信息资源{total > items.length && `，列出最相近的 ${items.length} 项`}。
            </output>
            <ol className="hits">
              {items.map(({ dataset, name, departmentName, summary }) => (
                <li key={dataset} className="panel">
                  <h2>
                    <Link to={`/datasets/${dataset}`}>{name}</Link>
                  </h2>
                  <p className="soft">{departmentName}</p>
                  <p>{summary}</p>
                </li>
              ))}
            </ol>
          </>
        )
      }
    </QueryView>
  );
}
