import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';
import { ownValue } from '../../kernel/own-value.ts';

type Face = Pick<CertificateType, 'face'>;

/** The short names (GB/T 36903) under which certificates of a type show a field of their face data; none for others. */
export function shortNames({ face }: Face, field: string): readonly string[] {
  const common = ownValue<{ readonly short: string }>(commonFields, field);
  const printed = face.filter((item) => item.field === field).map(({ name }) => name);
  return [...new Set([...printed, ...(common === undefined ? [] : [common.short])])];
}
