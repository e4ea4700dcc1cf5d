import { z } from 'zod';
import { CertificateType } from '../certificates/certificate-type.ts';
import { Department } from '../departments/department.ts';
import { HolidayYear } from '../kernel/holiday-year.ts';
import { CodeList } from './code-list.ts';
import { DatasetContent, DatasetId, ResourceCode } from './dataset-version.ts';

const CatalogueSeedEntry = z.object({ dataset: DatasetId, code: ResourceCode, content: DatasetContent });

/** What a new stage begins with. */
export const StageSeeds = z.object({
  departments: z.array(Department),
  holidays: z.array(HolidayYear),
  codeLists: z.array(CodeList),
  /** Those of certificate types are among them. */
  datasets: z.array(CatalogueSeedEntry),
  certificateTypes: z.array(CertificateType),
});
export type StageSeeds = z.infer<typeof StageSeeds>;
