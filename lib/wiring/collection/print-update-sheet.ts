import { fontFolder } from '../../adapters/certificates/files/font-folder.ts';
import { updateSheetRepository } from '../../adapters/deliveries/update-sheet-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { paperWriters } from '../../adapters/papers/paper-writers.ts';
import type { PrintSheetPorts } from '../../collection/update-sheets/print-update-sheet.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { setting } from '../setting.ts';
import { departmentNames } from './department-name.ts';

/** Opens PAPERS_TABLE, the catalogue and DEPARTMENTS_TABLE; fonts at the first PDF. */
export function printSheetPorts(): PrintSheetPorts {
  return {
    ...publishedCatalogue(),
    ...departmentNames(),
    ...paperWriters(fontFolder()),
    sheetsOf: updateSheetRepository(documentClient(), setting('PAPERS_TABLE')).sheetsOf,
  };
}
