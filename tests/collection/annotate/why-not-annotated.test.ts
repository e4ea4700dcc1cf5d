import { expect, test } from 'vitest';
import { whyNotAnnotated } from '../../../lib/collection/annotate/why-not-annotated.ts';
import { Delivery, DeliveryStatus } from '../../../schemas/collection/delivery.ts';

const kinds = Delivery.shape.annotated.unwrap().options;

const answers: Readonly<Record<DeliveryStatus, readonly [none: string, pending: string, failed: string]>> = {
  'awaiting-upload': ['annotated-not-ready', 'annotated-not-ready', 'no-annotated-workbook'],
  received: ['annotated-not-ready', 'annotated-not-ready', 'no-annotated-workbook'],
  ingesting: ['annotated-not-ready', 'annotated-not-ready', 'no-annotated-workbook'],
  loading: ['annotated-not-ready', 'annotated-not-ready', 'no-annotated-workbook'],
  'awaiting-approval': ['nothing-to-annotate', 'annotated-not-ready', 'no-annotated-workbook'],
  published: ['nothing-to-annotate', 'annotated-not-ready', 'no-annotated-workbook'],
  returned: ['nothing-to-annotate', 'annotated-not-ready', 'no-annotated-workbook'],
  failed: ['no-annotated-workbook', 'annotated-not-ready', 'no-annotated-workbook'],
  discarded: ['no-annotated-workbook', 'annotated-not-ready', 'no-annotated-workbook'],
};

test.each(DeliveryStatus.options)('%s: to wait, to give up, or nothing to show', (status) => {
  const [none, pending, failed] = answers[status];
  expect(kinds.map((annotated) => whyNotAnnotated({ status, annotated }))).toEqual(
    kinds.map((kind) => ({ none, pending, failed, ready: null })[kind]),
  );
});
