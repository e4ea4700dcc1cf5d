import type { CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import {
  statusListValues,
  statusListStatuses,
  supersededStatusListStatuses,
} from '../../../schemas/certificates/status-list-values.ts';

export type StatusListAttributes = {
  readonly statusList: string;
  readonly statusIndex: number;
  readonly statusValue: number;
};

/** The name of the list of a type and year. */
export function statusListName(type: string, year: number): string {
  return `${type}#${year}`;
}

/** The place of a version in its list; null while it says nothing but "valid", for the index holds only what is not. */
export function statusListAttributes(
  type: string,
  { list, status }: CertificateVersion,
  isNewest: boolean,
): StatusListAttributes | null {
  const word = (isNewest ? statusListStatuses : supersededStatusListStatuses)[status];
  return word === 'valid'
    ? null
    : { statusList: statusListName(type, list.year), statusIndex: list.index, statusValue: statusListValues[word] };
}
