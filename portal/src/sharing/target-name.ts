import type { GrantTarget } from '../../../schemas/sharing/grant.ts';

/** What is applied for or granted, by the name of its dataset: the data itself, or the certificates that it leads to. */
export function targetName(target: GrantTarget, name: string): string {
  return target === 'dataset' ? name : `${name}（电子证照）`;
}
