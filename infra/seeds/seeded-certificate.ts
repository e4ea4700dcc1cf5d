import type { SeededDataset } from '../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { CertificateType } from '../../schemas/certificates/certificate-type.ts';
import { commonFields } from '../../schemas/certificates/fields-of-all.ts';
import type { Department } from '../../schemas/departments/department.ts';
import type { SeedCertificateType } from './certificate-type.ts';
import { faceDataContent } from './face-data-content.ts';
import { parseIssuingMode } from './issuing-mode.ts';
import type { SeedCertificate } from './seed-certificate.ts';

export type SeededCertificate = { readonly type: CertificateType; readonly dataset: SeededDataset };

/**
 * Its credit code is fictitious (standards §1.3): replace it by the city's own before the first certificate is issued,
 * as every identifier contains it.
 */
const localDefiner = { name: '漯河市人民政府', code: '11411100MB1234562R', level: '地市级' } as const;
const toBeConfirmedOfLocal =
  '国家尚未公布或平台尚未查到本类型的证照类型代码，暂由漯河市人民政府按 GB/T 36904 定义；定义机构的统一社会信用代码为占位，请确认后再正式制证。';

const levels = { 市级: 'city', 县级: 'county', 市县乡血站: 'blood-station' } as const;

/** Builds a certificate type and the entry of its face data. */
export function seededCertificate(
  line: SeedCertificateType,
  seed: SeedCertificate,
  departments: readonly Department[],
): SeededCertificate {
  const place = departments.findIndex(({ id }) => id === seed.department);
  const content = faceDataContent(line, seed, departments[place]?.name ?? '');
  const serial = String(line.serial).padStart(3, '0');
  const { national } = seed;
  const type = CertificateType.parse({
    type: seed.type,
    serial: line.serial,
    name: line.name,
    title: seed.title ?? line.name,
    department: seed.department,
    levels: line.scope.map((scope) => levels[scope]),
    mode: parseIssuingMode(line.remark),
    remark: line.remark,
    typeCode:
      national === undefined
        ? { code: `${localDefiner.code}${serial}`, origin: 'local' }
        : { code: national.typeCode, origin: 'national' },
    definer:
      national === undefined ? localDefiner : { name: national.definer, code: national.definerCode, level: '国家级' },
    holder: seed.holder,
    validity: seed.validity,
    numberRule: seed.numberRule,
    fromSystem: seed.fromSystem,
    face: seed.face.map((item) =>
      'common' in item
        ? {
            field: item.common,
            label: item.label ?? commonFields[item.common].label,
            name: commonFields[item.common].short,
          }
        : { field: item.key, label: item.label, name: item.kz },
    ),
    toBeConfirmed: [...(national === undefined ? [toBeConfirmedOfLocal] : []), ...seed.toBeConfirmed],
  });
  // 105 电子证照; the part below it is laid out like that of the departments' own entries
  const code = `1050014111${String(place + 1).padStart(2, '0')}/${serial.padStart(6, '0')}`;
  return { type, dataset: { dataset: seed.type, code, content } };
}
