import type { Field } from '../../../schemas/catalogue/field.ts';
import { cells, type CellRow } from './cells.ts';
import { fieldOf } from './read-cell.ts';

function table(format: Field['format'], rows: readonly CellRow[], changes: Partial<Field> = {}): void {
  cells(format, fieldOf(format, changes), rows);
}

table('citizen-id', [
  ['the standard’s own example', '11010519491231002X', '11010519491231002X'],
  ['the standard’s other example', '440524188001010014', '440524188001010014', 'citizen-id-age'],
  ['a small x', '11010519491231002x', '11010519491231002X'],
  [
    'full-width digits, blanks and a zero-width mark',
    ' １１０１０５ １９４９１２３１\u200b００２Ｘ ',
    '11010519491231002X',
  ],
  ['the apostrophe that marks text elsewhere', "'41110219900307001X", '41110219900307001X'],
  ['a man of Luohe', '41110219900307001X', '41110219900307001X'],
  ['a man of Yancheng', '411103198502281235', '411103198502281235'],
  ['a woman of Wuyang', '411121197212310024', '411121197212310024'],
  ['a child of Linying', '411122201001019996', '411122201001019996'],
  ['29 February of a leap year', '411102198002290016', '411102198002290016'],
  ['an abolished county', '411123195505050012', '411123195505050012'],
  ['a residence permit for Hong Kong', '810000199001010019', '810000199001010019'],
  ['a wrong check character', '411102199003070010', null, 'citizen-id-check-character'],
  ['29 February of a common year', '411102197902290017', null, 'citizen-id-birth-date'],
  ['month 13', '411102199013070017', null, 'citizen-id-birth-date'],
  ['born tomorrow', '411102202607010018', null, 'citizen-id-birth-date'],
  ['a letter at the end that is not X', '41110219900307001A', null, 'citizen-id-format'],
  ['a leading zero', '011102199003070010', null, 'citizen-id-format'],
  ['17 characters', '4111021990030700X', null, 'citizen-id-format'],
  ['the 17th century', '411102169003070010', null, 'citizen-id-format'],
  ['15 digits of before 1999', '411102800101001', '411102198001010019', 'citizen-id-old-form'],
  ['15 digits of Hebei', '130503670401001', '130503196704010016', 'citizen-id-old-form'],
  ['15 digits of a centenarian', '411102960101997', '411102960101997', 'citizen-id-old-form-century'],
  ['15 digits with month 13', '411102801301001', null, 'citizen-id-birth-date'],
  ['15 digits as a number', 411102800101001, '411102198001010019', 'citizen-id-old-form'],
  [
    '18 digits as a number, with the digits as in the file',
    { number: '411102199003070016' },
    null,
    'id-number-digits-lost',
  ],
  ['as Excel displays it', '4.11102E+17', null, 'id-number-digits-lost'],
  ['18 digits as a number, ending in zeros', 411102199003070000, null, 'id-number-digits-lost'],
  ['18 digits as a number with an exponent', { number: '4.1110219900307001E+17' }, null, 'id-number-digits-lost'],
  ['no province', '701102199003070019', '701102199003070019', 'citizen-id-division'],
  ['a foreigner’s permanent residence card of 2023', '991102199003070012', '991102199003070012'],
  ['a foreigner’s older permanent residence card', 'CHN110198012310', 'CHN110198012310', 'citizen-id-foreigner-card'],
  ['only blanks', ' \u3000', null],
  ['a stroke for nothing', '/', null],
  ['无', '无', null],
  ['a truth value', true, null, 'logical-cell'],
  ['a date', { date: '1990-03-07' }, null, 'date-made-by-excel'],
]);

table('organization-code', [
  ['as in the standard', 'D2143569X', 'D2143569X'],
  ['with the printed hyphen', 'D2143569-X', 'D2143569X'],
  ['a long dash and small letters', 'd2143569—x', 'D2143569X'],
  ['a wrong check character', 'D21435690', null, 'organization-code-check-character'],
  ['eight characters', 'D2143569', null, 'organization-code-format'],
  ['a number that lost its zero', 12345678, null, 'leading-zeros-lost'],
]);

table('credit-code', [
  ...[
    '91350100M000100Y43',
    '9144030071526726XG',
    '914403001922038216',
    '11100000MB03271699',
    '11100000000013338W',
    '11330105002500287C',
  ].map((code): CellRow => [`published: ${code}`, code, code]),
  ...[
    '11411100MB1234562R',
    '12411100417932102W',
    '51411100501234569Y',
    '52411100MJ12345X2Q',
    '53411100MJY987651H',
    '91411102MA40ABCD1E',
    '92411121MA4EXY122M',
    '93411122MA9FGH342D',
  ].map((code): CellRow => [`synthetic: ${code}`, code, code]),
  ['small letters', '91350100m000100y43', '91350100M000100Y43'],
  ['a wrong check character', '91350100M000100Y44', null, 'credit-code-check-character'],
  ['the letter I', '91350100M000I00Y43', null, 'credit-code-format'],
  ['17 characters', '91350100M000100Y4', null, 'credit-code-format'],
  ['a wrong organization code inside', '91411102MA40ABCD0B', '91411102MA40ABCD0B', 'credit-code-organization-part'],
]);

table(
  'credit-code',
  [
    ['of the kind expected', '51411100501234569Y', '51411100501234569Y'],
    ['of another kind', '91411102MA40ABCD1E', '91411102MA40ABCD1E', 'credit-code-prefix'],
  ],
  { prefixes: ['51'] },
);

table('credit-code-or-organization-code', [
  ['a credit code', '12411100417932102W', '12411100417932102W'],
  ['an organization code', 'D2143569-X', 'D2143569X'],
  ['neither', '123', null, 'credit-code-or-organization-code-format'],
  ['a wrong credit code', '12411100417932102A', null, 'credit-code-check-character'],
]);

table('credit-code-or-registration-number', [
  ['Beijing', '110108000000016', '110108000000016'],
  ['Shenzhen', '440301103448669', '440301103448669'],
  ['Luohe', '411100100000015', '411100100000015'],
  ['15 digits as a number', 411100100000015, '411100100000015'],
  ['a wrong check digit', '411100000000012', null, 'registration-number-check-digit'],
  ['a credit code', '91411102MA40ABCD1E', '91411102MA40ABCD1E'],
  ['14 digits', '41110010000001', null, 'credit-code-or-registration-number-format'],
]);

for (const format of ['credit-code', 'credit-code-or-organization-code', 'citizen-id-or-credit-code'] as const)
  table(
    format,
    [
      ['a confirmed exception', '91350203m0001qkt19', '91350203M0001QKT19', 'credit-code-exception'],
      ['another wrong check character', '91350203M0001QKT18', null, 'credit-code-check-character'],
    ],
    { exceptions: ['91350203M0001QKT19'] },
  );

table('citizen-id-or-credit-code', [
  ['a person', '41110219900307001X', '41110219900307001X'],
  ['an organization', '91411102MA40ABCD1E', '91411102MA40ABCD1E'],
  ['a person who also passes as an organization', '810000199001010019', '810000199001010019'],
  ['an organization of digits only', '914403001922038216', '914403001922038216'],
  ['a person with a wrong check character', '411102199003070010', null, 'citizen-id-check-character'],
  ['an organization with a wrong check character', '91411102MA40ABCD1F', null, 'credit-code-check-character'],
  ['a person of before 1999', '411102800101001', '411102198001010019', 'citizen-id-old-form'],
  ['neither', '12345', null, 'citizen-id-or-credit-code-format'],
]);

table('taxpayer-id', [
  ['a credit code', '91411102MA40ABCD1E', '91411102MA40ABCD1E'],
  ['a person', '41110219900307001X', '41110219900307001X'],
  ['15 characters', '411102MA40ABCD1', '411102MA40ABCD1'],
  ['20 characters', '41110219900307001X01', '41110219900307001X01'],
  ['18 characters that check as nothing', '91411102MA40ABCD1F', '91411102MA40ABCD1F', 'taxpayer-id-check-character'],
  ['16 characters', '411102MA40ABCD12', null, 'taxpayer-id-format'],
]);

table('identity-document', [
  ['a passport', 'E12345678', 'E12345678'],
  ['an officer’s card', '军字第1234567号', '军字第1234567号'],
  ['a sign that no document has', 'E1234#5678', 'E1234#5678', 'identity-document-format'],
  ['a destroyed number', { number: '411102199003070016' }, null, 'id-number-digits-lost'],
]);

table('disability-certificate', [
  ['category 4, grade 3', '41110219900307001X43', '41110219900307001X43'],
  ['issued again', '41110219900307001X43B1', '41110219900307001X43B1'],
  ['category 8', '41110219900307001X83', null, 'disability-certificate-format'],
  ['a wrong id inside', '41110219900307002X43', null, 'disability-certificate-id'],
]);

table('driving-licence', [
  ['a citizen id', '41110219900307001X', '41110219900307001X'],
  ['a wrong one', '411102199003070010', null, 'citizen-id-check-character'],
]);
