import { z } from 'zod';
import { CodeList } from './code-list.ts';
import { DatasetVersion } from './dataset-version.ts';

export const OfflineCatalogue = z.object({
  versions: z.array(DatasetVersion),
  codeLists: z.array(CodeList),
  departments: z.record(z.string(), z.string()),
});
export type OfflineCatalogue = z.infer<typeof OfflineCatalogue>;
