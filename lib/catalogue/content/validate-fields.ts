import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames } from '../../../schemas/catalogue/labels.ts';
import { fault } from './content-fault.ts';
import { isNumber, typesOfFormat } from './format-types.ts';
import { headingOf } from './normalize-heading.ts';

/** Digits that a number may have in all: what PostgreSQL, MySQL and DynamoDB all keep exactly. */
const digitLimit = 38;

export function faultsOfFields(fields: readonly Field[], codeLists: ReadonlyMap<string, CodeList>): ContentFault[] {
  const keys = new Set(fields.map(({ key }) => key));
  return [
    ...repeatedKeys(fields),
    ...repeatedLabels(fields),
    ...fields.flatMap((field, at) => faultsOfField(field, `/fields/${at}`, keys, codeLists)),
  ];
}

function repeatedKeys(fields: readonly Field[]): ContentFault[] {
  const first = new Map<string, number>();
  return fields.flatMap(({ key }, at) => {
    const other = first.get(key);
    if (other !== undefined) return [fault('key-repeated', `/fields/${at}/key`, { value: key, other: other + 1 })];
    first.set(key, at);
    return [];
  });
}

/**
 * A header must lead to one field, so aliases count as names too, and spelling variants are the same name. An alias may repeat
 * another field's name only where a defective print of the notice is kept, which stands marked until the department has confirmed it.
 */
function repeatedLabels(fields: readonly Field[]): ContentFault[] {
  const owners = new Map<string, number>();
  const claim = (name: string, at: number, pointer: string, kept: boolean): ContentFault[] => {
    const owner = owners.get(headingOf(name));
    if (owner === undefined) owners.set(headingOf(name), at);
    if (owner === undefined || owner === at || kept) return [];
    return [
      fault('label-repeated', `/fields/${at}/${pointer}`, {
        value: name,
        other: owner + 1,
        label: fields[owner]?.label ?? '',
      }),
    ];
  };
  return [
    ...fields.flatMap((field, at) => claim(field.label, at, 'label', false)),
    ...fields.flatMap((field, at) =>
      field.aliases.flatMap((alias, which) => claim(alias, at, `aliases/${which}`, field.toBeConfirmed !== undefined)),
    ),
  ];
}

function faultsOfField(
  field: Field,
  pointer: string,
  keys: ReadonlySet<string>,
  codeLists: ReadonlyMap<string, CodeList>,
): ContentFault[] {
  return [
    ...faultsOfShape(field, pointer),
    ...faultsOfCodeList(field, pointer, codeLists),
    ...faultsOfKindField(field, pointer, keys),
    ...faultsOfMask(field, pointer),
  ];
}

function faultsOfShape(field: Field, pointer: string): ContentFault[] {
  const { label, type, format, length, scale, unit } = field;
  const expected = typesOfFormat(format);
  const number = isNumber(field);
  return [
    ...(expected.includes(type)
      ? []
      : [
          fault('type-format-unfit', `${pointer}/type`, {
            label,
            type: `“${dataTypeNames[type]}”`,
            format: `“${fieldFormatNames[format]}”`,
            expected: expected.map((letter) => dataTypeNames[letter]).join('或'),
          }),
        ]),
    ...(scale !== undefined && !number ? [fault('scale-unfit', `${pointer}/scale`, { label })] : []),
    ...(scale !== undefined && number && scale > length
      ? [fault('scale-too-large', `${pointer}/scale`, { label, scale, length })]
      : []),
    ...(number && length > digitLimit
      ? [fault('length-too-large', `${pointer}/length`, { label, length, limit: digitLimit })]
      : []),
    ...(unit !== undefined && !number ? [fault('unit-unfit', `${pointer}/unit`, { label })] : []),
  ];
}

function faultsOfCodeList(field: Field, pointer: string, codeLists: ReadonlyMap<string, CodeList>): ContentFault[] {
  if (field.codeList !== undefined)
    return codeLists.has(field.codeList)
      ? []
      : [fault('code-list-unknown', `${pointer}/codeList`, { label: field.label, value: field.codeList })];
  return field.format === 'code' ? [fault('code-list-missing', `${pointer}/codeList`, { label: field.label })] : [];
}

/** Formats whose check depends on the kind of document beside the number. */
const typedFormats: readonly Field['format'][] = ['identity-document', 'citizen-id-or-credit-code'];

function faultsOfKindField(
  { label, key, format, typedBy }: Field,
  pointer: string,
  keys: ReadonlySet<string>,
): ContentFault[] {
  if (typedBy === undefined) return [];
  if (!typedFormats.includes(format)) return [fault('kind-field-not-fit', `${pointer}/typedBy`, { label })];
  if (typedBy === key) return [fault('kind-field-itself', `${pointer}/typedBy`, { label })];
  return keys.has(typedBy) ? [] : [fault('kind-field-unknown', `${pointer}/typedBy`, { label, value: typedBy })];
}

/** Numbers that name one person: from level 3 on they are never shown whole by default (standards §5). */
const personal: readonly Field['format'][] = [
  'citizen-id',
  'identity-document',
  'bank-card',
  'disability-certificate',
  'driving-licence',
];

function faultsOfMask({ label, format, sensitivity, mask }: Field, pointer: string): ContentFault[] {
  return personal.includes(format) && sensitivity >= 3 && mask === 'none'
    ? [fault('mask-missing', `${pointer}/mask`, { label, level: sensitivity })]
    : [];
}
