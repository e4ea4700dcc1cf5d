import { writeTemplate } from '../../adapters/excel/template/write-template.ts';
import type { DownloadTemplatePorts } from '../../collection/template/download-template.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { departmentNames } from './department-name.ts';

/** Opens the published catalogue and DEPARTMENTS_TABLE. */
export function downloadTemplatePorts(): DownloadTemplatePorts {
  return { ...publishedCatalogue(), ...departmentNames(), writeTemplate };
}
