import type { CertificateVersion } from '../../schemas/certificates/certificate.ts';
import type { CertificateHolder } from '../../schemas/certificates/document.ts';
import type { RecordValues } from '../../schemas/records/record.ts';
import { ownValue } from '../kernel/own-value.ts';
import type { CertificateHashes } from './ports.ts';

/** 持证主体代码类型 (GB/T 36903, annex A); other codes use their code list's label. */
const holderTypeNames: Readonly<Record<string, string>> = {
  '001': '统一社会信用代码',
  '099': '其他法人证件',
  '111': '公民身份号码',
  '114': '军官证',
  '115': '警官证（武警）',
  '118': '士兵证',
  '119': '武警士兵证',
  '120': '文职人员证（军）',
  '122': '文职人员证（武警）',
  '411': '外交护照',
  '412': '公务护照',
  '413': '公务普通护照',
  '414': '普通护照',
  '511': '台湾居民来往大陆通行证',
  '516': '港澳居民来往内地通行证',
  '999': '其他自然人证件',
};

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
        CertificateHolderTypeName: ownValue(holderTypeNames, type) ?? typeName(type),
      },
    ];
  });
}

/** Computes the keyed hashes by which a version's holders are looked up. */
export function holderHashes(
  version: CertificateVersion | undefined,
  hashes: Pick<CertificateHashes, 'holder'>,
): string[] {
  const holders = version?.signed.document.CertificateHolders ?? [];
  return [...new Set(holders.map((holder) => hashes.holder(holder.CertificateHolderCode)))];
}
