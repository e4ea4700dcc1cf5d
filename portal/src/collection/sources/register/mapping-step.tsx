import { Button, Input } from 'antd';
import { useContext } from 'react';
import type { DatasetContent } from '../../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../../schemas/catalogue/field.ts';
import { type Column, Listing } from '../../../shared/listing/listing.tsx';
import type { InterfaceStepProps } from './address-step.tsx';
import { controlId, FaultsContext } from './form-rows.tsx';
import { emptyField, type FieldDraft } from './interface-draft.ts';

type MappingStepProps = InterfaceStepProps & { readonly content: DatasetContent };

export const fieldsPointer = '/body/declaration/fields';
/** A field's own place: its position in the request changes with the fields before it. */
export const fieldPointer = (field: string): string => `${fieldsPointer}/${field}`;

const conversions = [
  ['raw', '原样'],
  ['epoch-seconds', '秒数转为时间'],
  ['epoch-milliseconds', '毫秒数转为时间'],
] as const;

/** Which part of a record is which field of the catalogue. */
export function MappingStep({ content, draft, set }: MappingStepProps) {
  const faults = useContext(FaultsContext);
  const change = (field: string, changes: Partial<FieldDraft>): void =>
    set({ fields: { ...draft.fields, [field]: { ...emptyField, ...draft.fields[field], ...changes } } });
  const isUnmapped = ({ key }: Field): boolean => (draft.fields[key]?.from ?? '').trim() === '';
  const guess = (): void =>
    set({
      fields: {
        ...draft.fields,
        ...Object.fromEntries(
          content.fields.filter(isUnmapped).map(({ key }) => [key, { ...emptyField, ...draft.fields[key], from: key }]),
        ),
      },
    });
  const whole = faults.find(({ pointer }) => pointer === fieldsPointer)?.detail;
  return (
    <div id={controlId(fieldsPointer)} tabIndex={-1} className="wide-form">
      <p>
        写明每个信息项取自记录中的哪一项，例如 <code>cardNo</code> 或 <code>owner.name</code>。业务主键必须对应；
        服务用自己的代码的，写明与目录代码的对应，例如 <code>HOME=1、OTHER=9</code>。
      </p>
      {whole !== undefined && <p className="bad">{whole}</p>}
      <p>
        <Button onClick={guess}>没有填的都按字段名填写</Button>
      </p>
      <Listing
        caption="信息项与应答的对应"
        columns={toColumns({ content, draft, change, faultOf: (field) => faultOf(faults, field) })}
        rows={content.fields}
        rowKey={({ key }) => key}
      />
    </div>
  );
}

const faultOf = (faults: readonly { readonly pointer: string; readonly detail: string }[], field: string) =>
  faults.find(({ pointer }) => `${pointer}/`.startsWith(`${fieldPointer(field)}/`))?.detail;

type CellsProps = Pick<MappingStepProps, 'content' | 'draft'> & {
  readonly change: (field: string, changes: Partial<FieldDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
};

function toColumns({ content, draft, change, faultOf: findFault }: CellsProps): readonly Column<Field>[] {
  const valueOf = (key: string): FieldDraft => draft.fields[key] ?? emptyField;
  return [
    {
      title: '信息项',
      cell: ({ key, label, required }) => (
        <>
          {label}
          <span className="soft">{requirementOf(content.key.includes(key), required)}</span>
          {findFault(key) !== undefined && <span className="bad">{findFault(key)}</span>}
        </>
      ),
    },
    {
      title: '取自',
      cell: ({ key, label }) => (
        <Input
          id={controlId(fieldPointer(key))}
          aria-label={`${label}取自`}
          {...(findFault(key) === undefined ? {} : { 'aria-invalid': true, status: 'error' as const })}
          autoComplete="off"
          placeholder={key}
          value={valueOf(key).from}
          onChange={({ target }) => change(key, { from: target.value })}
        />
      ),
    },
    {
      title: '转换',
      cell: ({ key, label }) => (
        <select
          aria-label={`${label}的转换`}
          value={valueOf(key).convert}
          onChange={({ target }) => {
            const chosen = conversions.find(([option]) => option === target.value);
            if (chosen !== undefined) change(key, { convert: chosen[0] });
          }}
        >
          {conversions.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      ),
    },
    {
      title: '代码对应（选填）',
      cell: ({ key, label }) => (
        <Input
          aria-label={`${label}的代码对应`}
          autoComplete="off"
          value={valueOf(key).codes}
          onChange={({ target }) => change(key, { codes: target.value })}
        />
      ),
    },
  ];
}

function requirementOf(isKey: boolean, required: boolean): string {
  if (isKey) return '（业务主键）';
  return required ? '（必填）' : '';
}
