import { Input } from 'antd';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';

/** A control of the form can be found by the pointer of its part in the entry (RFC 6901). */
export const controlId = (pointer: string): string => `entry${pointer}`;

/** Focuses the control of the pointer, or of what it is a part of; a folded part of the form is unfolded first. */
export function focusControl(pointer: string): void {
  const folded = document.querySelectorAll<HTMLElement>('[data-unfolds][aria-expanded="false"]');
  if (document.getElementById(controlId(pointer)) === null)
    for (const button of folded)
      if (pointer.startsWith(button.dataset['unfolds'] ?? pointer + '-')) flushSync(() => button.click());
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.getElementById(controlId(at)) ?? document.getElementById(controlId(`${at}/label`));
    if (found !== null) {
      found.focus();
      return;
    }
  }
}

export const control = {
  font: 'inherit',
  padding: '3px 8px',
  border: '1px solid #8b95a3',
  borderRadius: 6,
  background: '#fff',
  width: '100%',
} as const;

type RowProps = { readonly id: string; readonly label: string; readonly hint?: string; readonly children: ReactNode };

function FormRow({ id, label, hint, children }: RowProps) {
  return (
    <div style={{ marginBottom: 16, maxWidth: 640 }}>
      <label htmlFor={id} style={{ fontWeight: 600 }}>
        {label}
      </label>
      {hint !== undefined && (
        <div className="soft" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {children}
    </div>
  );
}

type TextRowProps = {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly isLong?: boolean;
};

/** A text with its label above and a hint below the label. */
export function TextRow({ pointer, label, hint, value, change, isLong }: TextRowProps) {
  const id = controlId(pointer);
  const described = hint === undefined ? {} : { 'aria-describedby': `${id}-hint` };
  return (
    <FormRow id={id} label={label} {...(hint === undefined ? {} : { hint })}>
      {isLong === true ? (
        <Input.TextArea id={id} value={value} rows={4} onChange={({ target }) => change(target.value)} {...described} />
      ) : (
        <Input id={id} value={value} onChange={({ target }) => change(target.value)} {...described} />
      )}
    </FormRow>
  );
}

export type Option = readonly [value: string, name: string];

type SelectRowProps = {
  readonly pointer: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly change: (value: string) => void;
};

/** One of several, by the browser's own control. */
export function SelectRow({ pointer, label, value, options, change }: SelectRowProps) {
  const id = controlId(pointer);
  return (
    <FormRow id={id} label={label}>
      <select id={id} style={control} value={value} onChange={({ target }) => change(target.value)}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </FormRow>
  );
}

type WordsRowProps = {
  readonly pointer: string;
  readonly label: string;
  readonly value: readonly string[];
  readonly change: (value: string[]) => void;
};

/** Words separated by 、; they are split when the person leaves the field. */
export function WordsRow({ pointer, label, value, change }: WordsRowProps) {
  const id = controlId(pointer);
  const joined = value.join('、');
  return (
    <FormRow id={id} label={label} hint="多个之间用顿号隔开。">
      <Input
        key={joined}
        id={id}
        defaultValue={joined}
        aria-describedby={`${id}-hint`}
        onBlur={({ target }) => {
          if (target.value !== joined) change(toWords(target.value));
        }}
      />
    </FormRow>
  );
}

/** `、`, `，` and `,` separate the words that a person types. */
export function toWords(text: string): string[] {
  return text
    .split(/[、，,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
