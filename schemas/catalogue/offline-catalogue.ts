import { z } from 'zod';
import { CodeList } from './code-list.ts';
import { DatasetVersion } from './dataset-version.ts';

/** Catalogue entries as a file, for checks without a network: published versions, the code lists that they name, departments' names by id. */
export const OfflineCatalogue = z.object({
  versions: z.array(DatasetVersion),
  codeLists: z.array(CodeList),
  departments: z.record(z.string(), z.string()),
});
export type OfflineCatalogue = z.infer<typeof OfflineCatalogue>;
