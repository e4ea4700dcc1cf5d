import type { Field } from '../../../schemas/catalogue/field.ts';
import { cells, type CellRow } from './cells.ts';
import { fieldOf } from './read-cell.ts';

function table(format: Field['format'], rows: readonly CellRow[], changes: Partial<Field> = {}): void {
  cells(format, fieldOf(format, changes), rows);
}

table('division', [
  ['Yuanhui', '411102', '411102'],
  ['the abolished Yancheng county', '411123', '411123'],
  ['as a number', 411102, '411102'],
  ['a town', '411102001', '411102001'],
  ['the development zone, which is the statistics bureau’s own', '411171', '411171', 'division-unknown'],
  ['no province', '991102', '991102', 'division-unknown'],
  ['five digits', '41110', null, 'division-format'],
]);

table('vin', [
  ...['1M8GDM9AXKP042788', '11111111111111111', 'LSGPC52U6AF102554', 'LSVNV2187E2100001', 'LFV2A21K4G4000001'].map(
    (vin): CellRow => [vin, vin, vin],
  ),
  ['a wrong check digit', '1M8GDM9AXKP042789', '1M8GDM9AXKP042789', 'vin-check-digit'],
  ['another wrong check digit', 'LSVAU033X32060001', 'LSVAU033X32060001', 'vin-check-digit'],
  ['the letter I', 'LSVAU0I3932060001', 'LSVAU0I3932060001', 'vin-format'],
]);

table('engine-number', [
  ['usual', 'a1234567', 'A1234567'],
  ['three characters', 'A12', 'A12', 'engine-number-format'],
]);

table('phone', [
  ['mobile', '13800138000', '13800138000'],
  ['mobile as a number', 13800138000, '13800138000'],
  ['mobile with +86, blanks and hyphens', '+86 138-0013-8000', '13800138000'],
  ['mobile with 86', '8613800138000', '13800138000'],
  ['mobile that begins with 12', '12800138000', null, 'phone-format'],
  ['mobile with a digit missing', '1380013800', null, 'phone-format'],
  ['landline without an area', '3177000', '3177000'],
  ['landline', '0395-3177057', '0395-3177057'],
  ['landline of Zhengzhou', '0371-65901234', '0371-65901234'],
  ['landline without the hyphen', '03953177057', '0395-3177057'],
  ['landline of Beijing without the hyphen', '01065901234', '010-65901234'],
  ['landline with brackets and full-width digits', '（０３９５）３１７７０５７', '0395-3177057'],
  ['landline with an extension', '0395-3177057-801', '0395-3177057-801'],
  ['landline as a number that lost its zero', 3953177057, null, 'leading-zeros-lost'],
  ['five digits', '31770', null, 'phone-format'],
  ['a local number that begins with 1', '0371-1590123', null, 'phone-format'],
  ['400', '400-123-4567', '4001234567'],
  ['95', '95598', '95598'],
  ['two numbers in one cell', '13800138000/3177000', null, 'phone-format'],
]);

table('post-code', [
  ['the city', '462000', '462000'],
  ['as a number', 462000, '462000'],
  ['a number that lost its zero', 50000, null, 'leading-zeros-lost'],
  ['seven digits', '4620000', null, 'post-code-format'],
]);

table('bank-card', [
  ['passes Luhn', '6222021234567890128', '6222021234567890128'],
  ['with blanks', '6222 0212 3456 7890 128', '6222021234567890128'],
  ['an account that fails Luhn', '6222021234567890129', '6222021234567890129', 'bank-card-check-digit'],
  ['eleven digits', '62220212345', null, 'bank-card-format'],
  ['as a number', { number: '6222021234567890128' }, null, 'id-number-digits-lost'],
]);

table('real-estate-unit', [
  ['a house', '411102001002GB00003F00010001', '411102001002GB00003F00010001'],
  ['as printed, with blanks', '411102 001002 GB00003 F00010001', '411102001002GB00003F00010001'],
  ['nothing on the land', '411102001002GB00003W00000000', '411102001002GB00003W00000000'],
  ['a homestead', '411121003001JC00012F00010001', '411121003001JC00012F00010001'],
  ['27 characters', '411102001002GB00003F0001000', null, 'real-estate-unit-format'],
  [
    'an unknown first letter',
    '411102001002KB00003F00010001',
    '411102001002KB00003F00010001',
    'real-estate-unit-letter',
  ],
  ['an unknown thing on it', '411102001002GB00003A00010001', '411102001002GB00003A00010001', 'real-estate-unit-letter'],
  [
    'collective ownership of state land',
    '411102001002GA00003F00010001',
    '411102001002GA00003F00010001',
    'real-estate-unit-letter',
  ],
  ['nothing on it, yet a number', '411102001002GB00003W00010001', null, 'real-estate-unit-no-building'],
  ['another city', '410102001002GB00003F00010001', '410102001002GB00003F00010001', 'real-estate-unit-division'],
]);

table('real-estate-certificate', [
  ['a title', '豫(2020)漯河市不动产权第0001234号', '豫(2020)漯河市不动产权第0001234号'],
  ['a registration proof', '豫（2020）舞阳县不动产证明第0000012号', '豫(2020)舞阳县不动产证明第0000012号'],
  ['other brackets', '豫〔2020〕漯河市不动产权第0001234号', '豫(2020)漯河市不动产权第0001234号'],
  ['an old certificate', '漯房权证源汇字第0001号', '漯房权证源汇字第0001号', 'real-estate-certificate-form'],
]);

table('state-land-certificate', [
  ['usual', '漯国用（2005）第000123号', '漯国用(2005)第000123号'],
  ['unusual', '土地0001', '土地0001', 'state-land-certificate-form'],
]);

table('parcel-number', [
  ['the unit code’s first 19', '411102001002GB00003', '411102001002GB00003'],
  ['an old local number', '03-12-5', '03-12-5', 'parcel-number-form'],
]);

table('map-sheet', [
  ['1:10,000', 'I50G001001', 'I50G001001'],
  ['1:1,000,000', 'i50', 'I50'],
  ['none', '3718.50-38421.00', '3718.50-38421.00', 'map-sheet-form'],
]);

table('marriage-certificate', [
  ['marriage', 'J411102-2020-000123', 'J411102-2020-000123'],
  ['divorce, issued again, with long dashes', 'BL411121—2019—000045', 'BL411121-2019-000045'],
  ['an unknown kind', 'K411102-2020-000123', null, 'marriage-certificate-format'],
  ['before 2004', '源汇结字020012345', '源汇结字020012345', 'marriage-certificate-old-form'],
]);

table('construction-permit', [
  ['a building', '411102202011100101', '411102202011100101'],
  ['discipline 20', '411102202011100120', null, 'construction-permit-format'],
  ['30 February', '411102202002300101', null, 'construction-permit-date'],
]);

table('planning-permit', [
  ['new', '建字第411102202000012号', '建字第411102202000012号'],
  ['old', '漯规建2005-12', '漯规建2005-12', 'planning-permit-form'],
]);

table('driving-class', [
  ['one', 'c1', 'C1'],
  ['two with a comma', 'A2，D', 'A2D'],
  ['none', 'C7', null, 'driving-class-format'],
]);

table('birth-certificate', [
  ['Henan', 'R410123456', 'R410123456'],
  ['without its letter', '410123456', '410123456', 'birth-certificate-form'],
]);

table('local-number', [
  ['usual', 'LH2020-0001(1)', 'LH2020-0001(1)'],
  ['small letters stay', 'abc123', 'abc123'],
  ['Chinese characters', '漯老字0001号', '漯老字0001号', 'local-number-form'],
  ['a number', 20200001, '20200001'],
  ['a destroyed number', { number: '12345678901234567' }, null, 'id-number-digits-lost'],
]);

table('repayment-months', [
  ['opened in the ninth month', '////////*NNNNNNN1NNNNNNN', '////////*NNNNNNN1NNNNNNN'],
  ['full-width', '／／／／／／／／＊ＮＮＮＮＮＮＮ1ＮＮＮＮＮＮＮ', '////////*NNNNNNN1NNNNNNN'],
  ['23 months', 'NNNNNNNNNNNNNNNNNNNNNNN', null, 'repayment-months-format'],
  ['closed before it was opened', 'NNNNNNNNNNNNNNNNNNNNNNN/', null, 'repayment-months-order'],
]);

table(
  'money',
  [
    ['the field’s unit', '500万元', '500'],
    ['a magnitude alone', '500万', '500'],
    ['a smaller unit', '5000000元', '500'],
    ['with separators and blanks', ' 5,000,000 元 ', '500'],
    ['a larger unit', '0.05亿元', '500'],
    ['the unit in brackets', '500（万元）', '500'],
    ['the unit in full forms', '500萬元', '500'],
    ['the bank’s thousand', '5000仟元', '500'],
    ['the currency in front', '人民币500万元', '500'],
    ['a currency sign means yuan', '￥5,000,000', '500'],
    ['another currency sign', '$500', null, 'number-unit'],
    ['exactly, to the last digit', '1234567.89元', '123.456789'],
    ['finer than the scale', '1234567.891元', null, 'decimal-places'],
    ['no unit', '1,234.5', '1234.5'],
    ['the unit was overlooked', 5000000, '5000000', 'out-of-usual-range'],
    ['negative', '-5万元', null, 'below-minimum'],
    ['shares', '500万股', null, 'number-unit'],
    ['words', '约五百万', null, 'number-format'],
    ['a double of Java', '1.2345678E7', '12345678', 'out-of-usual-range'],
    ['a double of Java, small', '1.5e-3', '0.0015'],
    ['digits that Excel does not display', '1.23E+11', null, 'number-format'],
    ['negative as in bookkeeping', '（1,234.5）', null, 'below-minimum'],
  ],
  { length: 18, scale: 6, unit: '万元', range: { min: 0 }, usual: { min: 0, max: 100_000 } },
);
table(
  'area',
  [
    ['the field’s unit', '89.5㎡', '89.5'],
    ['hectares', '1.2公顷', '12000'],
    ['mu are no decimal of square metres', '3亩', null, 'number-unit'],
    ['negative', -3, null, 'below-minimum'],
  ],
  { unit: '平方米' },
);
table(
  'height-cm',
  [
    ['metres', '1.72米', '172'],
    ['a number of metres', 1.72, null, 'out-of-range'],
  ],
  { scale: 1 },
);
table('weight-kg', [['jin', '130斤', '65']], { scale: 1 });
table(
  'integer',
  [
    ['people', '3人', '3'],
    ['ten thousand people', '1.2万人', '12000'],
    ['nobody', 0, null, 'out-of-range'],
    ['households', '3户', null, 'number-unit'],
  ],
  { length: 5, scale: 0, unit: '人', range: { min: 1, max: 50_000 } },
);
table(
  'year',
  [
    ['in range', '1985', '1985'],
    ['before', '1801', null, 'below-minimum'],
    ['after this year', '2035', null, 'date-in-future'],
  ],
  { range: { min: 1850 }, past: true },
);

table(
  'money',
  [
    ['an integer', 1200, '1200'],
    ['cents', 1234.5, '1234.5'],
    ['thousands separators', '1,234,567.80', '1234567.8'],
    ['full-width digits and a sign', '￥１２３４．５', '1234.5'],
    ['the field’s unit', '100元', '100'],
    ['a larger unit is converted', '12万元', '120000'],
    ['another currency', '500美元', null, 'number-unit'],
    ['separators in the wrong places', '12,34', null, 'number-format'],
    ['negative', -5, '-5'],
    ['as many digits as there is room for, and a sign', -9999999999.99, '-9999999999.99'],
    ['minus zero', '-0.00', '0'],
    ['zeros in front', '007.10', '7.1'],
    ['no digit before the point', '.5', '0.5'],
    ['a computed fraction', { number: '0.30000000000000004' }, '0.3'],
    ['three decimals', '1.234', null, 'decimal-places'],
    ['too large', 12345678901, null, 'number-too-large'],
    ['words', '约一千', null, 'number-format'],
    ['a placeholder', '--', null],
    ['a date', { date: '2020-01-01' }, null, 'number-format'],
    ['a truth value', true, null, 'number-format'],
    ['a tiny number is written out', 1e-7, null, 'decimal-places'],
  ],
  { length: 12, scale: 2, unit: '元' },
);

table('area', [
  ['square metres', '89.57㎡', '89.57'],
  ['negative', -1, null, 'below-minimum'],
]);
table('integer', [
  ['whole', '12.00', '12'],
  ['broken', 12.5, null, 'integer-expected'],
]);
table('decimal', [['small', 0.000001, '0.000001']]);
table(
  'percent',
  [
    ['usual', 8, '8'],
    ['with its sign', '8%', '8'],
    ['unusual', 20, '20', 'out-of-usual-range'],
    ['beyond', 101, null, 'out-of-range'],
  ],
  { usual: { min: 5, max: 12 } },
);
table('longitude', [
  ['Luohe', 114.0165, '114.0165'],
  ['elsewhere', 116.4, '116.4', 'out-of-usual-range'],
  ['nowhere', 181, null, 'out-of-range'],
]);
table('latitude', [
  ['Luohe', '33.5816°', '33.5816'],
  ['elsewhere', 39.9, '39.9', 'out-of-usual-range'],
]);
table('elevation', [['metres', '61.5米', '61.5']]);
table('height-cm', [
  ['usual', 172, '172'],
  ['in metres', 1.7, null, 'out-of-range'],
]);
table('weight-kg', [
  ['usual', '65.5kg', '65.5'],
  ['too heavy', 301, null, 'out-of-range'],
]);
