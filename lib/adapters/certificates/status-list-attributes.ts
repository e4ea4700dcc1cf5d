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

/** The name of the status list of a type and year: `411102#2020`. */
export function statusListName(type: string, year: number): string {
  return `${type}#${year}`;
}

/** A version's entry in its status list; null while it is valid, so that the index holds only what is not. */
export function statusListAttributes(
  type: string,
  { list, status }: CertificateVersion,
  position: 'current' | 'superseded',
): StatusListAttributes | null {
  const listed = (position === 'current' ? statusListStatuses : supersededStatusListStatuses)[status];
  if (listed === 'valid') return null;
  return {
    statusList: statusListName(type, list.year),
    statusIndex: list.index,
    statusValue: statusListValues[listed],
  };
}
