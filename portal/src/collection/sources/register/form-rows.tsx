import { Button, Input } from 'antd';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import type { Pairs } from './draft-texts.ts';

/** What is wrong at a place of the request (RFC 6901). */
export type PlacedFault = { readonly pointer: string; readonly detail: string };

/** What the platform refused the last time, for the controls of those places. */
export const FaultsContext = createContext<readonly PlacedFault[]>([]);

/** A control is found by the pointer of its part in the request. */
export const controlId = (pointer: string): string => `source${pointer}`;

/** The control of the pointer, or of what it is a part of. */
export function findControl(pointer: string): HTMLElement | null {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = document.getElementById(controlId(at));
    if (found !== null) return found;
  }
  return null;
}

type RowProps = { readonly pointer: string; readonly label: string; readonly hint?: ReactNode };
type ControlProps = { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

function useFault(pointer: string): string | undefined {
  return useContext(FaultsContext).find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))
    ?.detail;
}

type HintsProps = { readonly id: string; readonly hint?: ReactNode; readonly fault: string | undefined };

function Hints({ id, hint, fault }: HintsProps) {
  return (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} className="bad notice-text">
          {fault}
        </p>
      )}
    </>
  );
}

function describedBy(id: string, hint: ReactNode, fault: string | undefined): Omit<ControlProps, 'id'> {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])];
  return {
    ...(ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') }),
    ...(fault === undefined ? {} : { 'aria-invalid': true }),
  };
}

function Row({
  pointer,
  label,
  hint,
  children,
}: RowProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const id = controlId(pointer);
  const fault = useFault(pointer);
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <Hints id={id} hint={hint} fault={fault} />
      {children({ id, ...describedBy(id, hint, fault) })}
    </div>
  );
}

type TextRowProps = RowProps & {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly kind?: 'line' | 'long' | 'number' | 'time';
  readonly placeholder?: string;
};

/** A text, number or time of day with its label above and hint and fault below the label. */
export function TextRow({ value, change, kind = 'line', placeholder, ...row }: TextRowProps) {
  const shown = placeholder === undefined ? {} : { placeholder };
  return (
    <Row {...row}>
      {(control) =>
        kind === 'long' ? (
          <Input.TextArea
            {...control}
            {...shown}
            rows={4}
            value={value}
            onChange={({ target }) => change(target.value)}
          />
        ) : (
          <Input
            {...control}
            {...shown}
            autoComplete="off"
            type={kind === 'time' ? 'time' : 'text'}
            inputMode={kind === 'number' ? 'numeric' : 'text'}
            value={value}
            onChange={({ target }) => change(target.value)}
          />
        )
      }
    </Row>
  );
}

type SelectRowProps<Value extends string> = RowProps & {
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly change: (value: Value) => void;
};

/** One of several, by the browser's own control. */
export function SelectRow<Value extends string>({ value, options, change, ...row }: SelectRowProps<Value>) {
  return (
    <Row {...row}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find(([option]) => option === target.value);
            if (chosen !== undefined) change(chosen[0]);
          }}
        >
          {options.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}

/** Several controls that belong together. */
export function RowGroup({ pointer, label, hint, children }: RowProps & { readonly children: ReactNode }) {
  const id = controlId(pointer);
  const fault = useFault(pointer);
  return (
    <fieldset id={id} tabIndex={-1} className="form-field" {...describedBy(id, hint, fault)} aria-invalid={undefined}>
      <legend>{label}</legend>
      <Hints id={id} hint={hint} fault={fault} />
      {children}
    </fieldset>
  );
}

type PairsRowProps = RowProps & {
  readonly value: Pairs;
  readonly change: (value: Pairs) => void;
  /** What one pair is called. */
  readonly what: string;
};

/** Names with values, as many as there are. The focus goes to what was added, and stays when a pair is removed. */
export function PairsRow({ value, change, what, ...row }: PairsRowProps) {
  const done = useRef<'added' | 'removed' | null>(null);
  useEffect(() => {
    const group = document.getElementById(controlId(row.pointer));
    const focusable = done.current === 'added' ? '.pair-row:nth-last-child(2) input' : ':scope > button';
    if (done.current !== null) group?.querySelector<HTMLElement>(focusable)?.focus();
    done.current = null;
  });
  const resize = (how: 'added' | 'removed', pairs: Pairs): void => {
    done.current = how;
    change(pairs);
  };
  const set = (at: number, changes: Partial<Pairs[number]>): void =>
    change(value.map((pair, i) => (i === at ? { ...pair, ...changes } : pair)));
  return (
    <RowGroup {...row}>
      {value.map((pair, i) => (
        <div key={i} className="pair-row">
          <Input
            aria-label={`第 ${i + 1} 个${what}的名称`}
            autoComplete="off"
            placeholder="名称"
            value={pair.name}
            onChange={({ target }) => set(i, { name: target.value })}
          />
          <Input
            aria-label={`第 ${i + 1} 个${what}的值`}
            autoComplete="off"
            placeholder="值"
            value={pair.value}
            onChange={({ target }) => set(i, { value: target.value })}
          />
          <Button
            aria-label={`删去第 ${i + 1} 个${what}`}
            onClick={() =>
              resize(
                'removed',
                value.filter((_, other) => other !== i),
              )
            }
          >
            删去
          </Button>
        </div>
      ))}
      <Button onClick={() => resize('added', [...value, { name: '', value: '' }])}>添加{what}</Button>
    </RowGroup>
  );
}
