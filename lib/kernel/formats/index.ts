import type { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { area } from './area.ts';
import { bankCard } from './bank-card.ts';
import { birthCertificate } from './birth-certificate.ts';
import { citizenIdOrCreditCode } from './citizen-id-or-credit-code.ts';
import { citizenId } from './citizen-id.ts';
import { code } from './code.ts';
import { constructionPermit } from './construction-permit.ts';
import { creditCodeOrOrganizationCode } from './credit-code-or-organization-code.ts';
import { creditCodeOrRegistrationNumber } from './credit-code-or-registration-number.ts';
import { creditCode } from './credit-code.ts';
import { dateOrOpenEnd } from './date-or-open-end.ts';
import { dateRange } from './date-range.ts';
import { dateTime } from './date-time.ts';
import { date } from './date.ts';
import { decimal } from './decimal.ts';
import { disabilityCertificate } from './disability-certificate.ts';
import { division } from './division.ts';
import { drivingClass } from './driving-class.ts';
import { drivingLicence } from './driving-licence.ts';
import { elevation } from './elevation.ts';
import { engineNumber } from './engine-number.ts';
import type { Format } from './format.ts';
import { heightCm } from './height-cm.ts';
import { identityDocument } from './identity-document.ts';
import { integer } from './integer.ts';
import { latitude } from './latitude.ts';
import { localNumber } from './local-number.ts';
import { longitude } from './longitude.ts';
import { mapSheet } from './map-sheet.ts';
import { marriageCertificate } from './marriage-certificate.ts';
import { money } from './money.ts';
import { organizationCode } from './organization-code.ts';
import { parcelNumber } from './parcel-number.ts';
import { percent } from './percent.ts';
import { phone } from './phone.ts';
import { planningPermit } from './planning-permit.ts';
import { postCode } from './post-code.ts';
import { realEstateCertificate } from './real-estate-certificate.ts';
import { realEstateUnit } from './real-estate-unit.ts';
import { repaymentMonths } from './repayment-months.ts';
import { stateLandCertificate } from './state-land-certificate.ts';
import { taxpayerId } from './taxpayer-id.ts';
import { text } from './text.ts';
import { vin } from './vin.ts';
import { weightKg } from './weight-kg.ts';
import { yearMonth } from './year-month.ts';
import { year } from './year.ts';
import { yesNo } from './yes-no.ts';

/** One source for every format's template hint, check and sentence. */
export const formats: Readonly<Record<FieldFormat, Format>> = {
  text,
  code,
  'yes-no': yesNo,
  'citizen-id': citizenId,
  'identity-document': identityDocument,
  'organization-code': organizationCode,
  'credit-code': creditCode,
  'credit-code-or-organization-code': creditCodeOrOrganizationCode,
  'credit-code-or-registration-number': creditCodeOrRegistrationNumber,
  'citizen-id-or-credit-code': citizenIdOrCreditCode,
  'taxpayer-id': taxpayerId,
  division,
  vin,
  'engine-number': engineNumber,
  phone,
  'post-code': postCode,
  'bank-card': bankCard,
  date,
  'date-or-open-end': dateOrOpenEnd,
  'date-range': dateRange,
  'date-time': dateTime,
  'year-month': yearMonth,
  year,
  'real-estate-unit': realEstateUnit,
  'real-estate-certificate': realEstateCertificate,
  'state-land-certificate': stateLandCertificate,
  'parcel-number': parcelNumber,
  'map-sheet': mapSheet,
  'marriage-certificate': marriageCertificate,
  'construction-permit': constructionPermit,
  'planning-permit': planningPermit,
  'disability-certificate': disabilityCertificate,
  'driving-licence': drivingLicence,
  'driving-class': drivingClass,
  'birth-certificate': birthCertificate,
  'local-number': localNumber,
  'repayment-months': repaymentMonths,
  money,
  area,
  decimal,
  integer,
  percent,
  longitude,
  latitude,
  elevation,
  'height-cm': heightCm,
  'weight-kg': weightKg,
};
