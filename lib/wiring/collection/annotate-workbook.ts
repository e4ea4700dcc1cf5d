import { xlsxMediaType } from '../../../schemas/collection/routes.ts';
import { writeAnnotated } from '../../adapters/excel/annotated/write-annotated.ts';
import { writeFailedRows } from '../../adapters/excel/annotated/write-failed-rows.ts';
import { openUpload } from '../../adapters/object-store/open-upload.ts';
import type { AnnotateWorkbookPorts } from '../../collection/annotate/annotate-workbook.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { objectClient } from '../object-client.ts';
import { setting } from '../setting.ts';
import { transitionPorts } from './basics.ts';
import { departmentNames } from './department-name.ts';
import { rawWorkbooks } from './raw-workbooks.ts';
import { stagingPorts } from './staging.ts';

/** Opens uploads in RAW_BUCKET; writes workbooks to WORK_BUCKET by way of the function's disk. */
export function annotateWorkbookPorts(): AnnotateWorkbookPorts {
  const upload = openUpload(objectClient(), setting('WORK_BUCKET'), xlsxMediaType);
  return {
    ...transitionPorts(),
    ...publishedCatalogue(),
    ...departmentNames(),
    ...rawWorkbooks(),
    ...stagingPorts(),
    writeAnnotated: (key, order) => upload(key, (output) => writeAnnotated(order, output)),
    writeFailedRows: (key, order) => upload(key, (output) => writeFailedRows(order, output)),
  };
}
