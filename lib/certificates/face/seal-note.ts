import type { CertificateDocument } from '../../../schemas/certificates/document.ts';
import { fillPhrase } from '../../kernel/fill-phrase.ts';

type Notes = Readonly<Record<CertificateDocument['SealStatus'], string>>;

/** The platform signs, and applies no electronic seal. */
const unstamped: Notes = {
  未签章: '本电子证照由平台数字签名，未加盖电子印章。',
  已签章: '本电子证照由平台数字签名；颁证机关已在原件上加盖电子印章，本文件不显示印章。',
  省级签章: '本电子证照由平台数字签名；电子印章由省级系统加盖在原件上，本文件不显示印章。',
};

/** The platform applies the city's seal, which is not the issuing authority's. */
const stamped: Notes = {
  未签章: '本电子证照由平台数字签名，并加盖“{seal}”。',
  已签章: '本电子证照由平台数字签名，并加盖“{seal}”；颁证机关在原件上加盖的电子印章，本文件不显示。',
  省级签章: '本电子证照由平台数字签名，并加盖“{seal}”；省级系统在原件上加盖的电子印章，本文件不显示。',
};

/** Says in the foot of a page which electronic seals the file shows; `seal` is the name of the city's. */
export function sealNote(status: CertificateDocument['SealStatus'], seal?: string): string {
  return seal === undefined ? unstamped[status] : fillPhrase(stamped[status], { seal });
}
