import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { getFormatTypes } from '../../../schemas/catalogue/format-types.ts';
import { dataTypeNames, fieldFormatNames } from '../../../schemas/catalogue/labels.ts';
import { creditCodeFault } from '../../kernel/formats/identity/credit-code.ts';
import { contentFault } from './content-fault.ts';
import { isNumber } from './format-types.ts';
import { normalizeHeading } from './normalize-heading.ts';

/** PostgreSQL, MySQL and DynamoDB store them exactly. */
const maxDigits = 38;

/** Returns all faults at once; pointers (RFC 6901) start with `/fields/<0-based position>`. */
export function validateFields(fields: readonly Field[], codeLists: ReadonlyMap<string, CodeList>): ContentFault[] {
  const keys = new Set(fields.map(({ key }) => key));
  return [
    ...repeatedKeys(fields),
    ...repeatedLabels(fields),
    ...fields.flatMap((field, at) => validateField(field, `/fields/${at}`, keys, codeLists)),
  ];
}

function repeatedKeys(fields: readonly Field[]): ContentFault[] {
  const first = new Map<string, number>();
  return fields.flatMap(({ key }, at) => {
    const other = first.get(key);
    if (other !== undefined)
      return [contentFault('key-repeated', `/fields/${at}/key`, { value: key, other: other + 1 })];
    first.set(key, at);
    return [];
  });
}

type ClaimedName = {
  readonly name: string;
  readonly at: number;
  readonly pointer: string;
  readonly mayRepeat: boolean;
};

/** A header must identify one field; an alias may repeat a name if `toBeConfirmed`. */
function repeatedLabels(fields: readonly Field[]): ContentFault[] {
  const owners = new Map<string, number>();
  const claim = ({ name, at, pointer, mayRepeat }: ClaimedName): ContentFault[] => {
    const owner = owners.get(normalizeHeading(name));
    if (owner === undefined) owners.set(normalizeHeading(name), at);
    if (owner === undefined || owner === at || mayRepeat) return [];
    return [
      contentFault('label-repeated', `/fields/${at}/${pointer}`, {
        value: name,
        other: owner + 1,
        label: fields[owner]?.label ?? '',
      }),
    ];
  };
  return [
    ...fields.flatMap(({ label }, at) => claim({ name: label, at, pointer: 'label', mayRepeat: false })),
    ...fields.flatMap(({ aliases, toBeConfirmed }, at) =>
      aliases.flatMap((alias, which) =>
        claim({ name: alias, at, pointer: `aliases/${which}`, mayRepeat: toBeConfirmed !== undefined }),
      ),
    ),
  ];
}

function validateField(
  field: Field,
  pointer: string,
  keys: ReadonlySet<string>,
  codeLists: ReadonlyMap<string, CodeList>,
): ContentFault[] {
  return [
    ...validateShape(field, pointer),
    ...validateCodeList(field, pointer, codeLists),
    ...validateKindField(field, pointer, keys),
    ...validateMask(field, pointer),
    ...validateExceptions(field, pointer),
  ];
}

function validateShape(field: Field, pointer: string): ContentFault[] {
  const { label, type, format, length, scale, unit } = field;
  const expected = getFormatTypes(format);
  const number = isNumber(field);
  return [
    ...(expected.includes(type)
      ? []
      : [
          contentFault('type-format-unfit', `${pointer}/type`, {
            label,
            type: `“${dataTypeNames[type]}”`,
            format: `“${fieldFormatNames[format]}”`,
            expected: expected.map((letter) => dataTypeNames[letter]).join('或'),
          }),
        ]),
    ...(scale !== undefined && !number ? [contentFault('scale-unfit', `${pointer}/scale`, { label })] : []),
    ...(scale !== undefined && number && scale > length
      ? [contentFault('scale-too-large', `${pointer}/scale`, { label, scale, length })]
      : []),
    ...(number && length > maxDigits
      ? [contentFault('length-too-large', `${pointer}/length`, { label, length, limit: maxDigits })]
      : []),
    ...(unit !== undefined && !number ? [contentFault('unit-unfit', `${pointer}/unit`, { label })] : []),
    ...validateRange(field, pointer, number || format === 'year'),
  ];
}

function validateRange({ label, range }: Field, pointer: string, fits: boolean): ContentFault[] {
  if (range === undefined) return [];
  if (!fits) return [contentFault('range-unfit', `${pointer}/range`, { label })];
  const { min = -Infinity, max = Infinity } = range;
  return min > max ? [contentFault('range-empty', `${pointer}/range`, { label, min, max })] : [];
}

function validateCodeList(field: Field, pointer: string, codeLists: ReadonlyMap<string, CodeList>): ContentFault[] {
  if (field.codeList !== undefined)
    return codeLists.has(field.codeList)
      ? []
      : [contentFault('code-list-unknown', `${pointer}/codeList`, { label: field.label, value: field.codeList })];
  return field.format === 'code'
    ? [contentFault('code-list-missing', `${pointer}/codeList`, { label: field.label })]
    : [];
}

/** Their check depends on the field with the document's kind. */
const typedFormats: readonly Field['format'][] = ['identity-document', 'citizen-id-or-credit-code'];

function validateKindField(
  { label, key, format, typedBy }: Field,
  pointer: string,
  keys: ReadonlySet<string>,
): ContentFault[] {
  if (typedBy === undefined) return [];
  if (!typedFormats.includes(format)) return [contentFault('kind-field-not-fit', `${pointer}/typedBy`, { label })];
  if (typedBy === key) return [contentFault('kind-field-itself', `${pointer}/typedBy`, { label })];
  return keys.has(typedBy) ? [] : [contentFault('kind-field-unknown', `${pointer}/typedBy`, { label, value: typedBy })];
}

/** Personal numbers have no place in the catalogue. */
const organizationFormats: readonly Field['format'][] = [
  'credit-code',
  'credit-code-or-organization-code',
  'credit-code-or-registration-number',
  'citizen-id-or-credit-code',
  'identity-document',
];

function validateExceptions({ label, format, exceptions }: Field, pointer: string): ContentFault[] {
  if (exceptions === undefined) return [];
  if (!organizationFormats.includes(format))
    return [contentFault('exception-field-unfit', `${pointer}/exceptions`, { label })];
  return exceptions.flatMap((value, at) =>
    creditCodeFault(value) === 'credit-code-check-character' && !citizenIdShape.test(value)
      ? []
      : [contentFault('exception-unfit', `${pointer}/exceptions/${at}`, { label, number: at + 1 })],
  );
}

const citizenIdShape = /^[1-9]\d{5}(?:18|19|20)\d{9}[\dX]$/;

/** From sensitivity level 3 they must have a mask (standards §5). */
const personal: readonly Field['format'][] = [
  'citizen-id',
  'identity-document',
  'bank-card',
  'disability-certificate',
  'driving-licence',
];

function validateMask({ label, format, sensitivity, mask }: Field, pointer: string): ContentFault[] {
  return personal.includes(format) && sensitivity >= 3 && mask === 'none'
    ? [contentFault('mask-differs', `${pointer}/mask`, { label, level: sensitivity })]
    : [];
}
