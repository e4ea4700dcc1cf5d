import { findCertificatesRoute } from '../../../../schemas/certificates/lookup-routes.ts';
import { changeCertificateStatusRoute, prepareBatchRoute } from '../../../../schemas/certificates/status-routes.ts';
import { type City, cityRows } from './city.ts';

const type = 'certificate-real-estate-title';
const department = 'natural-resources';
const numbers = (): string[] => cityRows(type, 5).map((row) => String(row['certificate_number']));

/** Annuls the first of the demo's certificates, unless that is done. */
export async function annulOne(city: City): Promise<void> {
  const { api } = city.department(department);
  const [number = ''] = numbers();
  const { items } = await api.call(findCertificatesRoute, { body: { type, number } });
  const valid = items.find(({ status }) => status.validity === 'valid');
  if (valid === undefined) return;
  await api.call(changeCertificateStatusRoute, {
    params: { identifier: valid.identifier },
    body: { operation: 'annul', reason: '房屋灭失，权利人申请注销。' },
  });
}

/** Prepares the annulment of three more, which waits for a second person. */
export async function prepareAnnulments(city: City): Promise<void> {
  await city.department(department).api.call(prepareBatchRoute, {
    body: { operation: 'annul', reason: '征收补偿完成，批量注销。', type, numbers: numbers().slice(1, 4) },
  });
}
