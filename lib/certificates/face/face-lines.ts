import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import { chineseDay } from '../../kernel/instant.ts';

export type FaceLines = {
  readonly number: FaceLine;
  readonly rows: readonly FaceLine[];
  readonly authority: FaceLine;
  readonly issued: FaceLine;
};

/** Separates number, authority and day of issue from the table; missing ones get a default label. */
export function faceLines(document: CertificateDocument): FaceLines {
  const findLine = (name: string): FaceLine | undefined =>
    document.Face.find((line) => line.Name === name && line.Value !== '');
  const number = findLine('ZZBH') ?? { Name: 'ZZBH', Label: '证照编号', Value: document.CertificateNumber };
  const authority = findLine('ZZBFJG') ?? {
    Name: 'ZZBFJG',
    Label: '颁发机构',
    Value: document.CertificateIssuingAuthorityName,
  };
  const issued = findLine('ZZBFRQ') ?? {
    Name: 'ZZBFRQ',
    Label: '颁发日期',
    Value: chineseDay(document.CertificateIssuedDate),
  };
  return {
    number,
    rows: document.Face.filter((line) => line !== number && line !== authority && line !== issued),
    authority,
    issued,
  };
}
