import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Difference } from '../../../schemas/catalogue/difference.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames } from '../../../schemas/catalogue/labels.ts';
import { compareCodeLists } from './compare-code-lists.ts';
import { difference } from './difference.ts';
import { widensFormat, widensType } from './widenings.ts';

export type CompareFieldsContext = {
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly findLabel: (key: string) => string;
};

/** Points to the field's place in the later version (RFC 6901). */
export function compareFields(
  before: Field,
  after: Field,
  pointer: string,
  { codeLists, findLabel }: CompareFieldsContext,
): Difference[] {
  return [
    ...compareNames(before, after, pointer),
    ...compareShape(before, after, pointer),
    ...compareDigits(before, after, pointer),
    ...compareRange(before, after, pointer),
    ...compareExceptions(before, after, pointer),
    ...compareSwitches(before, after, pointer),
    ...compareCodeLists(before, after, pointer, codeLists),
    ...compareKindField(before, after, pointer, findLabel),
    ...compareNotes(before, after, pointer),
  ];
}

/** An old label that stays as an alias is recognized in old templates. */
function compareNames(before: Field, after: Field, pointer: string): Difference[] {
  const known = [after.label, ...after.aliases];
  const renamed = before.label !== after.label;
  return [
    ...(renamed
      ? [
          difference(known.includes(before.label) ? 'label-changed-with-alias' : 'label-changed', `${pointer}/label`, {
            before: before.label,
            after: after.label,
          }),
        ]
      : []),
    ...before.aliases
      .filter((alias) => !known.includes(alias))
      .map((alias) => difference('alias-removed', `${pointer}/aliases`, { label: after.label, before: alias })),
    ...after.aliases
      .filter((alias) => alias !== before.label && !before.aliases.includes(alias))
      .map((alias) => difference('alias-added', `${pointer}/aliases`, { label: after.label, after: alias })),
  ];
}

function compareShape(before: Field, after: Field, pointer: string): Difference[] {
  const { label } = after;
  const type = {
    label,
    before: `${dataTypeNames[before.type]} ${before.type}`,
    after: `${dataTypeNames[after.type]} ${after.type}`,
  };
  const format = {
    label,
    before: `“${fieldFormatNames[before.format]}”`,
    after: `“${fieldFormatNames[after.format]}”`,
  };
  return [
    ...(before.type === after.type
      ? []
      : [difference(widensType(before.type, after.type) ? 'type-widened' : 'type-changed', `${pointer}/type`, type)]),
    ...(before.format === after.format
      ? []
      : [
          difference(
            widensFormat(before.format, after.format) ? 'format-widened' : 'format-changed',
            `${pointer}/format`,
            format,
          ),
        ]),
  ];
}

/** More decimal places may leave fewer digits before the point. */
function compareDigits(before: Field, after: Field, pointer: string): Difference[] {
  const { label } = after;
  const differences: Difference[] = [];
  if (before.length !== after.length) {
    differences.push(
      difference(after.length > before.length ? 'length-widened' : 'length-narrowed', `${pointer}/length`, {
        label,
        before: before.length,
        after: after.length,
      }),
    );
  }
  const [scaleBefore, scaleAfter] = [before.scale ?? 0, after.scale ?? 0];
  if (scaleBefore === scaleAfter) return differences;
  differences.push(
    difference(scaleAfter > scaleBefore ? 'scale-widened' : 'scale-narrowed', `${pointer}/scale`, {
      label,
      before: scaleBefore,
      after: scaleAfter,
    }),
  );
  const [wholeBefore, wholeAfter] = [before.length - scaleBefore, after.length - scaleAfter];
  if (wholeAfter < wholeBefore)
    differences.push(
      difference('whole-digits-narrowed', `${pointer}/length`, { label, before: wholeBefore, after: wholeAfter }),
    );
  return differences;
}

function compareRange(before: Field, after: Field, pointer: string): Difference[] {
  const [earlier, later] = [limits(before), limits(after)];
  if (earlier.min === later.min && earlier.max === later.max) return [];
  const narrowed = later.min > earlier.min || later.max < earlier.max;
  return [
    difference(narrowed ? 'range-narrowed' : 'range-widened', `${pointer}/range`, {
      label: after.label,
      before: describeLimits(earlier),
      after: describeLimits(later),
    }),
  ];
}

function compareExceptions(before: Field, after: Field, pointer: string): Difference[] {
  const { exceptions: earlier = [] } = before;
  const { exceptions: later = [] } = after;
  const added = later.filter((code) => !earlier.includes(code)).length;
  const removed = earlier.filter((code) => !later.includes(code)).length;
  const { label } = after;
  return [
    ...(added === 0 ? [] : [difference('exception-added', `${pointer}/exceptions`, { label, count: added })]),
    ...(removed === 0 ? [] : [difference('exception-removed', `${pointer}/exceptions`, { label, count: removed })]),
  ];
}

type Limits = { readonly min: number; readonly max: number };

function limits({ range }: Field): Limits {
  return { min: range?.min ?? -Infinity, max: range?.max ?? Infinity };
}

function describeLimits({ min, max }: Limits): string {
  if (min === -Infinity && max === Infinity) return '“不限”';
  if (max === Infinity) return `“不小于 ${min}”`;
  return min === -Infinity ? `“不大于 ${max}”` : `“${min} 至 ${max}”`;
}

function compareSwitches(before: Field, after: Field, pointer: string): Difference[] {
  const facts = { label: after.label };
  return [
    ...(before.required === after.required
      ? []
      : [difference(after.required ? 'required-added' : 'required-dropped', `${pointer}/required`, facts)]),
    ...(before.past === after.past
      ? []
      : [difference(after.past ? 'past-added' : 'past-dropped', `${pointer}/past`, facts)]),
  ];
}

function compareKindField(
  before: Field,
  after: Field,
  pointer: string,
  findLabel: (key: string) => string,
): Difference[] {
  if (before.typedBy === after.typedBy) return [];
  // Old rows stay valid: the earlier format accepted only citizen ids.
  if (before.typedBy === undefined && before.format !== 'identity-document') return [];
  const facts = {
    label: after.label,
    before: before.typedBy === undefined ? '无' : findLabel(before.typedBy),
    after: after.typedBy === undefined ? '无' : findLabel(after.typedBy),
  };
  return [
    difference(after.typedBy === undefined ? 'kind-field-dropped' : 'kind-field-changed', `${pointer}/typedBy`, facts),
  ];
}

const notes = {
  usual: '一般数值范围',
  prefixes: '信用代码类别',
  description: '说明',
  example: '示例',
  sensitivity: '敏感级别',
  mask: '脱敏方式',
  shareType: '共享类型',
  toBeConfirmed: '待确认事项',
} as const;
const noteNames = [
  'usual',
  'prefixes',
  'description',
  'example',
  'sensitivity',
  'mask',
  'shareType',
  'toBeConfirmed',
] as const satisfies readonly (keyof typeof notes)[];

function compareNotes(before: Field, after: Field, pointer: string): Difference[] {
  const { label } = after;
  const unit =
    before.unit === after.unit
      ? []
      : [
          difference('unit-changed', `${pointer}/unit`, {
            label,
            before: before.unit ?? '无',
            after: after.unit ?? '无',
          }),
        ];
  const changed = noteNames.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return [
    ...unit,
    ...changed.map((name) => difference('field-note-changed', `${pointer}/${name}`, { label, what: notes[name] })),
  ];
}
