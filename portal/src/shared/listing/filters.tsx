import { Button } from 'antd';
import { type ReactNode, useId } from 'react';

type FilterBarProps = { readonly isFiltered: boolean; readonly clear: () => void; readonly children: ReactNode };

/** The filters of a list in one line, and a way to be rid of all of them. */
export function FilterBar({ isFiltered, clear, children }: FilterBarProps) {
  return (
    <search className="filters">
      {children}
      {isFiltered && <Button onClick={clear}>清除筛选</Button>}
    </search>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly choose: (value: string | undefined) => void;
  /** What no choice means, such as 全部状态. */
  readonly all: string;
};

/** One of several, by the browser's own control: it opens by keyboard and on a phone as everybody knows. */
export function Choice({ label, value, options, choose, all }: ChoiceProps) {
  const id = useId();
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={({ target }) => choose(target.value)}>
        <option value="">{all}</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

type DayFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly choose: (value: string) => void;
};

/** A day, by the browser's own control; empty is any. */
export function DayFilter({ label, value, choose }: DayFilterProps) {
  const id = useId();
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ''} onChange={({ target }) => choose(target.value)} />
    </span>
  );
}
