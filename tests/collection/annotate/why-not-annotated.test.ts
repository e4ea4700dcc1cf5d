import { expect, test } from 'vitest';
import { whyNotMarkedUp } from '../../../lib/collection/annotate/why-not-annotated.ts';
import { Delivery, DeliveryStatus } from '../../../schemas/collection/delivery.ts';

const kinds = Delivery.shape.markedUp.unwrap().options;

const answers: Readonly<Record<DeliveryStatus, readonly [none: string, pending: string, failed: string]>> = {
  'awaiting-upload': ['marked-up-not-ready', 'marked-up-not-ready', 'no-marked-up-workbook'],
  received: ['marked-up-not-ready', 'marked-up-not-ready', 'no-marked-up-workbook'],
  ingesting: ['marked-up-not-ready', 'marked-up-not-ready', 'no-marked-up-workbook'],
  loading: ['marked-up-not-ready', 'marked-up-not-ready', 'no-marked-up-workbook'],
  held: ['nothing-to-mark-up', 'marked-up-not-ready', 'no-marked-up-workbook'],
  published: ['nothing-to-mark-up', 'marked-up-not-ready', 'no-marked-up-workbook'],
  returned: ['nothing-to-mark-up', 'marked-up-not-ready', 'no-marked-up-workbook'],
  failed: ['no-marked-up-workbook', 'marked-up-not-ready', 'no-marked-up-workbook'],
  discarded: ['no-marked-up-workbook', 'marked-up-not-ready', 'no-marked-up-workbook'],
};

test.each(DeliveryStatus.options)('%s: to wait, to give up, or nothing to show', (status) => {
  const [none, pending, failed] = answers[status];
  expect(kinds.map((markedUp) => whyNotMarkedUp({ status, markedUp }))).toEqual(
    kinds.map((kind) => ({ none, pending, failed, ready: null })[kind]),
  );
});
