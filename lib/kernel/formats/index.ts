import { FieldFormat } from '../../../schemas/catalogue/field.ts';
import { constructionPermit } from './certificates/construction-permit.ts';
import { marriageCertificate } from './certificates/marriage-certificate.ts';
import { realEstateUnit } from './certificates/real-estate-unit.ts';
import { dateOrOpenEnd } from './dates/date-or-open-end.ts';
import { dateRange } from './dates/date-range.ts';
import { dateTime } from './dates/date-time.ts';
import { date } from './dates/date.ts';
import { yearMonth } from './dates/year-month.ts';
import { year } from './dates/year.ts';
import type { Format } from './format.ts';
import { guardText } from './guard-text.ts';
import { bankCard } from './identity/bank-card.ts';
import { citizenIdOrCreditCode } from './identity/citizen-id-or-credit-code.ts';
import { citizenId } from './identity/citizen-id.ts';
import { creditCodeOrOrganizationCode } from './identity/credit-code-or-organization-code.ts';
import { creditCodeOrRegistrationNumber } from './identity/credit-code-or-registration-number.ts';
import { creditCode } from './identity/credit-code.ts';
import { disabilityCertificate } from './identity/disability-certificate.ts';
import { drivingLicence } from './identity/driving-licence.ts';
import { organizationCode } from './identity/organization-code.ts';
import { taxpayerId } from './identity/taxpayer-id.ts';
import { vin } from './identity/vin.ts';
import { numberFormats } from './numbers/number-formats.ts';
import { patternFormats } from './patterns/pattern-formats.ts';
import { code } from './text/code.ts';
import { division } from './text/division.ts';
import { personName } from './text/person-name.ts';
import { phone } from './text/phone.ts';
import { repaymentMonths } from './text/repayment-months.ts';
import { text } from './text/text.ts';
import { yesNo } from './text/yes-no.ts';

const unguarded = {
  ...numberFormats,
  ...patternFormats,
  text,
  'person-name': personName,
  code,
  'yes-no': yesNo,
  'citizen-id': citizenId,
  'organization-code': organizationCode,
  'credit-code': creditCode,
  'credit-code-or-organization-code': creditCodeOrOrganizationCode,
  'credit-code-or-registration-number': creditCodeOrRegistrationNumber,
  'citizen-id-or-credit-code': citizenIdOrCreditCode,
  'taxpayer-id': taxpayerId,
  division,
  vin,
  phone,
  'bank-card': bankCard,
  date,
  'date-or-open-end': dateOrOpenEnd,
  'date-range': dateRange,
  'date-time': dateTime,
  'year-month': yearMonth,
  year,
  'real-estate-unit': realEstateUnit,
  'marriage-certificate': marriageCertificate,
  'construction-permit': constructionPermit,
  'disability-certificate': disabilityCertificate,
  'driving-licence': drivingLicence,
  'repayment-months': repaymentMonths,
} as const satisfies Record<FieldFormat, Format>;

/** Formats read only text that `guardText` has bounded and cleaned. */
export const formats: Readonly<Record<FieldFormat, Format>> = guardAll({ ...unguarded });

function guardAll(all: Record<FieldFormat, Format>): Record<FieldFormat, Format> {
  for (const name of FieldFormat.options) all[name] = guardText(all[name]);
  return all;
}
