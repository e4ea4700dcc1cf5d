import type { DatasetStatus } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryMode, DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { Tone } from './state-tag.tsx';

export { channelNames } from '../../../schemas/collection/channel-names.ts';

export const deliveryTones = {
  'awaiting-upload': 'idle',
  received: 'running',
  ingesting: 'running',
  loading: 'running',
  'awaiting-approval': 'waiting',
  published: 'good',
  returned: 'bad',
  failed: 'bad',
  discarded: 'idle',
} as const satisfies Record<DeliveryStatus, Tone>;

export const datasetTones = {
  draft: 'idle',
  submitted: 'waiting',
  returned: 'bad',
  registered: 'running',
  published: 'good',
  withdrawn: 'idle',
} as const satisfies Record<DatasetStatus, Tone>;

export const modeNames = { full: '全量', increment: '增量' } as const satisfies Record<DeliveryMode, string>;
