import { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import { benchContent } from '../bench-content.ts';

const createdAt = '2026-11-23T00:00:00.000Z';

/** The bench's 20 columns as a catalogue version. */
export const benchVersion = DatasetVersion.parse({
  dataset: 'bench-accounts',
  version: 1,
  code: '307009900000/000001',
  status: 'published',
  compatibility: 'first',
  content: benchContent,
  createdAt,
  createdBy: 'bench',
  updatedAt: createdAt,
});
