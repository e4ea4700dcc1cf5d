import type { CertificateDocument, FaceLine } from '../../../schemas/certificates/document.ts';
import { chineseDay } from './chinese-day.ts';

/** What stands where on the face: the number below the title, who issued it and when at the foot, all else in the table, in printed order. */
export type FaceLines = {
  readonly number: FaceLine;
  readonly rows: readonly FaceLine[];
  readonly authority: FaceLine;
  readonly issued: FaceLine;
};

/** Takes the three lines that have a place of their own out of the table, under the words printed there; those that the type does not print are there all the same. */
export function faceLines(document: CertificateDocument): FaceLines {
  const printed = (name: string): FaceLine | undefined =>
    document.Face.find((line) => line.Name === name && line.Value !== '');
  const number = printed('ZZBH') ?? { Name: 'ZZBH', Label: '证照编号', Value: document.CertificateNumber };
  const authority = printed('ZZBFJG') ?? {
    Name: 'ZZBFJG',
    Label: '颁发机构',
    Value: document.CertificateIssuingAuthorityName,
  };
  const issued = printed('ZZBFRQ') ?? {
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
