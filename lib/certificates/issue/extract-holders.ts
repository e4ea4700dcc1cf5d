import type { CertificateHolder } from '../../../schemas/certificates/document.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { holderTypeNames } from './holder-type-names.ts';

/** Extracts up to three holders; one without name or code is skipped. */
export function extractHolders(values: RecordValues, typeName: (code: string) => string): CertificateHolder[] {
  return ['holder', 'co_holder_2', 'co_holder_3'].flatMap((who) => {
    const [name, code, type = '999'] = [values[`${who}_name`], values[`${who}_code`], values[`${who}_type`]];
    if (name === undefined || code === undefined) return [];
    return [
      {
        CertificateHolderName: name,
        CertificateHolderCode: code,
        CertificateHolderType: type,
        CertificateHolderTypeName: holderTypeNames[type] ?? typeName(type),
      },
    ];
  });
}
