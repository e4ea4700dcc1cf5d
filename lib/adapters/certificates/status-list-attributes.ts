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

/** Formats a list's name: `411102#2020`. */
export function statusListName(type: string, year: number): string {
  return `${type}#${year}`;
}

/** `null` while valid, so that the index stays sparse. */
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
