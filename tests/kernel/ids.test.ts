import { expect, test } from 'vitest';
import { DatasetId } from '../../schemas/catalogue/dataset-version.ts';
import { CertificateId } from '../../schemas/certificates/document.ts';
import { DeliveryId } from '../../schemas/collection/delivery.ts';

type Fits<From, To> = From extends To ? true : false;

/** Checked by the compiler: an id of one kind must not fit another. */
const fits = {
  ownKind: true satisfies Fits<DatasetId, DatasetId>,
  plainText: true satisfies Fits<DatasetId, string>,
  literal: true satisfies Fits<'resident-id-cards', DatasetId>,
  datasetAsDelivery: false satisfies Fits<DatasetId, DeliveryId>,
  deliveryAsDataset: false satisfies Fits<DeliveryId, DatasetId>,
  certificateAsDelivery: false satisfies Fits<CertificateId, DeliveryId>,
  deliveryAsCertificate: false satisfies Fits<DeliveryId, CertificateId>,
};

test('an id fits its own kind and plain text, but no other kind', () => {
  expect(fits).toEqual({
    ownKind: true,
    plainText: true,
    literal: true,
    datasetAsDelivery: false,
    deliveryAsDataset: false,
    certificateAsDelivery: false,
    deliveryAsCertificate: false,
  });
});

test.each([
  ['a dataset', DatasetId, 'resident-id-cards', 'Resident'],
  ['a delivery', DeliveryId, '01JD6Y3V5W8Q2K4M7N9PRSTVXZ', 'resident-id-cards'],
  [
    'a certificate',
    CertificateId,
    '1.2.156.3005.2.11100000MB03271699001.11411100MB1234562R.5F0C7D1E9A3B48F2A6D4C8E07B1932F4.001.0',
    '1.2.156.3005.2',
  ],
])('the id of %s is parsed at the edge', (_, schema, good, bad) => {
  expect([schema.safeParse(good).success, schema.safeParse(bad).success]).toEqual([true, false]);
});
