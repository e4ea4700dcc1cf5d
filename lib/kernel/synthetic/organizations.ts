import type { Random } from './random.ts';
import { brandSyllables, trades } from './vocabulary.ts';

/** By the ending of its name. */
export type OrganizationKind =
  | 'company'
  | 'public-institution'
  | 'administrative-organ'
  | 'social-organization'
  | 'private-unit'
  | 'foundation';

const endings = {
  company: ['有限公司', '有限责任公司', '股份有限公司'],
  'public-institution': ['服务中心', '研究所', '指导站'],
  'administrative-organ': ['管理局', '办公室', '委员会'],
  'social-organization': ['协会', '商会', '联合会'],
  'private-unit': ['培训学校', '养老服务中心', '社会工作服务中心'],
  foundation: ['慈善基金会', '教育发展基金会', '助学基金会'],
} as const satisfies Record<OrganizationKind, readonly [string, ...string[]]>;

const brands = brandSyllables.length;

/** How many names differ by their brand alone. */
export const organizationNames = brands ** 4;

/** Two numbers below `organizationNames` never give the same name. */
export function makeOrganizationName(
  random: Random,
  kind: OrganizationKind,
  number = random.between(brands, brands ** 2 - 1),
): string {
  let brand = '';
  for (let rest = number; rest > 0 || brand.length < 2; rest = Math.floor(rest / brands))
    brand += brandSyllables[rest % brands] ?? '';
  return `漯河市${brand}${random.pick(trades)}${random.pick(endings[kind])}`;
}
