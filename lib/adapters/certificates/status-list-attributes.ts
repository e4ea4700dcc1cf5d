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

export function statusListName(type: string, year: number): string {
  return `${type}#${year}`;
}

/** The sparse index attributes of a version; `null` while it is valid, as the index holds exceptions only. */
export function statusListAttributes(
  type: string,
  { list, status }: CertificateVersion,
  isNewest: boolean,
): StatusListAttributes | null {
  const listed = (isNewest ? statusListStatuses : supersededStatusListStatuses)[status];
  return listed === 'valid'
    ? null
    : { statusList: statusListName(type, list.year), statusIndex: list.index, statusValue: statusListValues[listed] };
}
