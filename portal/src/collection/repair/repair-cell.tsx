import { type DOMAttributes, useId } from 'react';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { hasError } from './faults-by-cell.ts';

/** What the template's drop-down offers. A short list is chosen from; a long one completes what is typed. */
export type CellChoices = { readonly labels: readonly string[]; readonly listId: string };

export const maxSelected = 60;

export type CellElement = HTMLInputElement | HTMLSelectElement;

type RepairCellProps = Pick<DOMAttributes<CellElement>, 'onKeyDown' | 'onPaste' | 'onFocus'> & {
  readonly field: Field;
  /** The row's number in the officer's own sheet. */
  readonly rowNumber: number;
  readonly place: string;
  readonly value: string;
  readonly faults: readonly Finding[];
  readonly choices: CellChoices | null;
  readonly type: (value: string) => void;
};

/** One cell: always an input, so that input methods compose where they expect to. */
export function RepairCell({ field, rowNumber, place, value, faults, choices, type, ...events }: RepairCellProps) {
  const id = useId();
  const isFaulty = hasError(faults);
  const common = {
    ...events,
    'data-cell': place,
    'aria-label': `${field.label}，第 ${rowNumber} 行`,
    'aria-invalid': isFaulty,
    ...(faults.length === 0 ? {} : { 'aria-describedby': id }),
    value,
  };
  return (
    <td className={isFaulty ? 'repair-cell faulty' : 'repair-cell'}>
      {choices !== null && choices.labels.length <= maxSelected ? (
        <select {...common} onChange={({ target }) => type(target.value)}>
          <option value="">（空）</option>
          {value !== '' && !choices.labels.includes(value) && <option value={value}>{value}</option>}
          {choices.labels.map((label) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          autoComplete="off"
          spellCheck={false}
          {...(choices === null ? {} : { list: choices.listId })}
          onChange={({ target }) => type(target.value)}
        />
      )}
      {faults.length > 0 && (
        <p id={id} className="repair-faults">
          {faults.map(({ code, severity, detail }) => (
            <span key={code} className={severity}>
              {severity === 'warning' && '提醒：'}
              {detail}
            </span>
          ))}
        </p>
      )}
    </td>
  );
}
