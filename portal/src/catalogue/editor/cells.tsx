import type { ReactNode } from 'react';
import { control, controlId, type Option } from './form-parts.tsx';

type CellProps = { readonly title: string; readonly name: string; readonly pointer: string };
type TextCellProps = CellProps & { readonly value: string; readonly change: (value: string) => void };

export function TextInput({ name, pointer, value, change }: Omit<TextCellProps, 'title'>) {
  return (
    <input
      id={controlId(pointer)}
      style={control}
      aria-label={name}
      value={value}
      onChange={({ target }) => change(target.value)}
    />
  );
}

export function TextCell({ title, ...input }: TextCellProps) {
  return (
    <td data-title={title}>
      <TextInput {...input} />
    </td>
  );
}

type NumberInputProps = Omit<CellProps, 'title'> & {
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
};

/** A whole number of digits or places. */
export function CountInput({ name, pointer, value, change }: NumberInputProps) {
  return (
    <input
      id={controlId(pointer)}
      style={control}
      aria-label={name}
      inputMode="numeric"
      value={value ?? ''}
      onChange={({ target }) => {
        const digits = target.value.replaceAll(/\D/g, '');
        change(digits === '' ? undefined : Number(digits));
      }}
    />
  );
}

/** Any number; it is taken over when the person leaves the control, so that `-` and `1.` can be typed. */
export function NumberInput({ name, pointer, value, change }: NumberInputProps) {
  return (
    <input
      key={value}
      id={controlId(pointer)}
      style={control}
      aria-label={name}
      inputMode="decimal"
      defaultValue={value ?? ''}
      onBlur={({ target }) => {
        const typed = target.value.trim();
        const number = typed === '' ? undefined : Number(typed);
        if (number !== undefined && Number.isNaN(number)) target.value = value === undefined ? '' : `${value}`;
        else if (number !== value) change(number);
      }}
    />
  );
}

type SelectInputProps = Omit<TextCellProps, 'title'> & { readonly options: readonly Option[] };

export function SelectInput({ name, pointer, value, options, change }: SelectInputProps) {
  return (
    <select
      id={controlId(pointer)}
      style={control}
      aria-label={name}
      value={value}
      onChange={({ target }) => change(target.value)}
    >
      {options.map(([option, optionName]) => (
        <option key={option} value={option}>
          {optionName}
        </option>
      ))}
    </select>
  );
}

type CheckInputProps = Omit<CellProps, 'title'> & {
  readonly isChecked: boolean;
  readonly change: (isChecked: boolean) => void;
};

export function CheckInput({ name, pointer, isChecked, change }: CheckInputProps) {
  return (
    <input
      id={controlId(pointer)}
      type="checkbox"
      aria-label={name}
      checked={isChecked}
      onChange={({ target }) => change(target.checked)}
    />
  );
}

/** A part of the field with its visible name above. */
export function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <div aria-hidden="true">
        <b>{label}</b>
      </div>
      {children}
    </div>
  );
}
