import type { GrantTarget } from '../../../schemas/sharing/grant.ts';

/** What is applied for or granted, by the name of its dataset: the data itself, or the certificates that it leads to. */
export function targetName(target: GrantTarget, name: string): string {
  return target === 'dataset' ? name : `${certificateName(name)}（电子证照）`;
}

/** The name of a certificate type, by that of its dataset. */
export const certificateName = (name: string): string => name.replace(/照面数据$/, '');
