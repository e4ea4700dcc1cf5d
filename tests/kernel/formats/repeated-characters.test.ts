import type { Field } from '../../../schemas/catalogue/field.ts';
import { cells, type CellRow } from './cells.ts';
import { fieldOf } from './read-cell.ts';

/** Numbers of one character pass many check digits, but nobody was given one. */
const table: readonly (readonly [Field['format'], readonly CellRow[]])[] = [
  ['credit-code', [['zeros', '0'.repeat(18), null, 'credit-code-format']]],
  ['organization-code', [['zeros', '0'.repeat(9), null, 'organization-code-format']]],
  ['citizen-id-or-credit-code', [['zeros', '0'.repeat(18), null, 'credit-code-format']]],
  [
    'credit-code-or-organization-code',
    [
      ['18 zeros', '0'.repeat(18), null, 'credit-code-format'],
      ['9 zeros', '0'.repeat(9), null, 'organization-code-format'],
    ],
  ],
  [
    'credit-code-or-registration-number',
    [
      ['sevens', '7'.repeat(15), null, 'credit-code-or-registration-number-format'],
      ['one that was given', '411100100000015', '411100100000015'],
    ],
  ],
  ['taxpayer-id', [['ones', '1'.repeat(15), null, 'taxpayer-id-format']]],
  ['bank-card', [['zeros', '0'.repeat(16), null, 'bank-card-format']]],
  ['division', [['ones', '111111', '111111', 'division-unknown']]],
  ['post-code', [['zeros', '000000', null, 'post-code-format']]],
  ['construction-permit', [['ones', '1'.repeat(18), null, 'construction-permit-date']]],
  ['identity-document', [['zeros', '0'.repeat(9), '000000000', 'identity-document-format']]],
];

for (const [format, rows] of table) cells(format, fieldOf(format), rows);
