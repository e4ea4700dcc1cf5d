import { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import { benchContent } from '../bench-content.ts';

const made = '2026-11-23T00:00:00.000Z';

/** The bench's twenty columns as a version of the catalogue. */
export const benchVersion = DatasetVersion.parse({
  dataset: 'bench-accounts',
  version: 1,
  code: '307009900000/000001',
  status: 'published',
  compatibility: 'first',
  content: benchContent,
  createdAt: made,
  createdBy: 'bench',
  updatedAt: made,
});
