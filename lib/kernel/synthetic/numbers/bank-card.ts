import { passesLuhn } from '../../formats/identity/check-characters.ts';

/** ISO/IEC 7812-1: 19 digits with the Luhn digit. `serial` is below 100,000,000. */
export function makeBankCard(serial: number): string {
  const digits = `6222020000${String(serial).padStart(8, '0')}`;
  for (let check = 0; check < 10; check++) if (passesLuhn(`${digits}${check}`)) return `${digits}${check}`;
  throw new Error('one of ten digits always passes the Luhn check');
}
