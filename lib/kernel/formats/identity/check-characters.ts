/** Tells 000000000 and 777777777777777: they pass many check digits, but nobody was given one. */
export function isOneCharacterRepeated(text: string): boolean {
  return text.length > 1 && text === text.charAt(0).repeat(text.length);
}

/** The letters count A = 10 … Z = 35. */
function characterValue(code: number): number {
  return code < 0x3a ? code - 0x30 : code - 0x37;
}

/** The check character weighs 1, the sum is 1 modulo 11 (GB 11643). */
export const citizenIdWeights: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Computes the 18th character of a citizen id from 17 digits, GB 11643 (ISO 7064 MOD 11-2). */
export function citizenIdCheckCharacter(digits: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (digits.charCodeAt(i) - 0x30) * (citizenIdWeights[i] ?? 0);
  return '10X98765432'.charAt(sum % 11);
}

const organizationCodeWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Computes the 9th character of an organization code, GB 11714, from the 8 at `from`. */
export function organizationCodeCheckCharacter(text: string, from = 0): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += characterValue(text.charCodeAt(from + i)) * (organizationCodeWeights[i] ?? 0);
  return '0X987654321'.charAt(sum % 11);
}

const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditCodeWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const creditCodeValues: readonly number[] = Array.from({ length: 128 }, (_, code) =>
  creditCodeAlphabet.indexOf(String.fromCharCode(code)),
);

/** Returns 0 to 30; -1 outside the alphabet of GB 32100. */
export function creditCodeCharacterValue(code: number): number {
  return creditCodeValues[code] ?? -1;
}

/** Computes the 18th character of a credit code, GB 32100, from 17. */
export function creditCodeCheckCharacter(text: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += (creditCodeValues[text.charCodeAt(i)] ?? 0) * (creditCodeWeights[i] ?? 0);
  return creditCodeAlphabet.charAt((31 - (sum % 31)) % 31);
}

/** Computes the 15th digit of a registration number from 14, GB/T 17710 (ISO 7064 MOD 11,10). */
export function registrationNumberCheckDigit(digits: string): string {
  let p = 10;
  for (let i = 0; i < 14; i++) {
    const t = (p + digits.charCodeAt(i) - 0x30) % 10;
    p = ((t === 0 ? 10 : t) * 2) % 11;
  }
  return String((11 - p) % 10);
}

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
//                    A B C D E F G H I J K L M N O P Q R S T U V W X Y Z
const vinLetters = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/** Computes the 9th character of a vehicle number, GB 16735, from all 17. */
export function vinCheckDigit(vin: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const code = vin.charCodeAt(i);
    sum += (code < 0x3a ? code - 0x30 : (vinLetters[code - 0x41] ?? 0)) * (vinWeights[i] ?? 0);
  }
  return '0123456789X'.charAt(sum % 11);
}

/** Checks the Luhn digit, ISO/IEC 7812-1. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, twice = false; i >= 0; i--, twice = !twice) {
    const digit = (digits.charCodeAt(i) - 0x30) * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
