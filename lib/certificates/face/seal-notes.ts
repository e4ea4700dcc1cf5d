import type { CertificateDocument } from '../../../schemas/certificates/document.ts';

/** The platform signs, but applies no electronic seal. */
export const sealNotes = {
  未签章: '本电子证照由平台数字签名，未加盖电子印章。',
  已签章: '本电子证照由平台数字签名；颁证机关已在原件上加盖电子印章，本文件不显示印章。',
  省级签章: '本电子证照由平台数字签名；电子印章由省级系统加盖在原件上，本文件不显示印章。',
} as const satisfies Record<CertificateDocument['SealStatus'], string>;
