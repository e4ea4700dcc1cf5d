import { type ClipboardEvent, type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef } from 'react';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import { choicesByField } from './choices.ts';
import { parseBlock } from './clipboard-block.ts';
import { cellKey } from './edits.ts';
import type { CellPlace, FaultsByCell } from './faults-by-cell.ts';
import { type CellElement, maxSelected, RepairCell } from './repair-cell.tsx';
import { useVirtualRows } from './use-virtual-rows.ts';

type RepairGridProps = {
  readonly fields: readonly Field[];
  readonly catalogue: OfflineCatalogue;
  /** Rows that are shown, counted from 0. */
  readonly rows: readonly number[];
  /** By which the officer knows all rows, those that are not shown, too. */
  readonly numbers: readonly number[];
  readonly valueOf: (row: number, field: Field) => string;
  readonly faults: FaultsByCell;
  readonly type: (place: CellPlace, value: string) => void;
  readonly paste: (place: CellPlace, block: readonly (readonly string[])[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Where the focus shall go; a new object moves it again. */
  readonly target: CellPlace | null;
  readonly focused: (place: CellPlace) => void;
};

const columnWidth = 200;
const numberWidth = 56;

/** A table of inputs; only the rows in view are in the page. */
export function RepairGrid(props: RepairGridProps) {
  const { fields, catalogue, rows, numbers, valueOf, faults, type, paste, undo, redo, target, focused } = props;
  const listPrefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const choices = useMemo(() => choicesByField(fields, catalogue), [fields, catalogue]);
  const { items, above, below, measure, scrollTo } = useVirtualRows(rows.length, scroller);
  const goTo = (place: CellPlace): void => {
    scrollTo(Math.max(0, rows.indexOf(place.row)));
    focusWhenThere(scroller.current, cellKey(place.row, place.field));
  };
  const arrive = useEffectEvent(goTo);
  useEffect(() => {
    if (target !== null) arrive(target);
  }, [target]);
  const width = numberWidth + fields.length * columnWidth;
  return (
    <div className="repair-scroller" ref={scroller}>
      <table aria-label="要改正的行" aria-rowcount={rows.length + 1} style={{ width }}>
        <GridHead fields={fields} />
        <tbody>
          <Space height={above} />
          {items.map(({ index }) => {
            const row = rows[index] ?? 0;
            const number = numbers[row] ?? 0;
            return (
              <tr key={row} ref={measure} data-index={index} aria-rowindex={index + 2}>
                <th scope="row">
                  {number}
                  {(faults.get(cellKey(row, '')) ?? []).map(({ code, detail }) => (
                    <span key={code} className="repair-faults error">
                      {detail}
                    </span>
                  ))}
                </th>
                {fields.map((field) => {
                  const place = cellKey(row, field.key);
                  const labels = choices.get(field.key);
                  return (
                    <RepairCell
                      key={field.key}
                      field={field}
                      rowNumber={number}
                      place={place}
                      value={valueOf(row, field)}
                      faults={faults.get(place) ?? []}
                      choices={labels === undefined ? null : { labels, listId: `${listPrefix}${field.key}` }}
                      type={(value) => type({ row, field: field.key }, value)}
                      onKeyDown={(event) => pressKey(event, { rows, undo, redo, goTo })}
                      onPaste={(event) => pasteBlock(event, paste)}
                      onFocus={() => focused({ row, field: field.key })}
                    />
                  );
                })}
              </tr>
            );
          })}
          <Space height={below} />
        </tbody>
      </table>
      <LongLists choices={choices} prefix={listPrefix} />
    </div>
  );
}

function GridHead({ fields }: Pick<RepairGridProps, 'fields'>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" style={{ width: numberWidth }}>
          行
        </th>
        {fields.map(({ key, label, required }) => (
          <th scope="col" key={key} style={{ width: columnWidth }}>
            {label}
            {!required && <span className="soft">（选填）</span>}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type LongListsProps = { readonly choices: ReadonlyMap<string, readonly string[]>; readonly prefix: string };

/** One list for all cells of a column. */
function LongLists({ choices, prefix }: LongListsProps) {
  return [...choices]
    .filter(([, labels]) => labels.length > maxSelected)
    .map(([key, labels]) => (
      <datalist id={`${prefix}${key}`} key={key}>
        {labels.map((label) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </datalist>
    ));
}

/** Stands for the rows that are out of view. */
function Space({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr aria-hidden="true" style={{ height }} />;
}

function pasteBlock(event: ClipboardEvent<CellElement>, paste: RepairGridProps['paste']): void {
  const place = placeOf(event.target);
  const text = event.clipboardData.getData('text/plain');
  const block = parseBlock(text) ?? (event.target instanceof HTMLSelectElement ? [[text]] : null);
  if (place === null || block === null) return;
  event.preventDefault();
  paste(place, block);
}

type Keys = Pick<RepairGridProps, 'rows' | 'undo' | 'redo'> & { readonly goTo: (place: CellPlace) => void };

/** Enter and arrows go to the row below or above; a key of an input method belongs to it. */
function pressKey(event: KeyboardEvent<CellElement>, { undo, redo, rows, goTo }: Keys): void {
  // Safari ends composing before the key that ends it, and names that key `Process`.
  if (event.nativeEvent.isComposing || event.key === 'Process') return;
  const place = placeOf(event.target);
  if (place === null) return;
  const { key, shiftKey } = event;
  if (event.ctrlKey || event.metaKey) {
    const action = historyAction(key.toLowerCase(), shiftKey);
    if (action === null) return;
    event.preventDefault();
    if (action === 'undo') undo();
    else redo();
    return;
  }
  const step = rowStep(event);
  const next = rows[rows.indexOf(place.row) + step];
  if (step === 0 || next === undefined) return;
  event.preventDefault();
  goTo({ row: next, field: place.field });
}

function historyAction(key: string, isShifted: boolean): 'undo' | 'redo' | null {
  if (key === 'z') return isShifted ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}

function rowStep({ key, shiftKey, target }: KeyboardEvent<CellElement>): number {
  if (key === 'Enter') return shiftKey ? -1 : 1;
  // Arrows choose in a drop-down.
  if (!(target instanceof HTMLInputElement) || target.list !== null) return 0;
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : 0;
}

function placeOf(element: EventTarget): CellPlace | null {
  const cell = element instanceof HTMLElement ? element.dataset['cell'] : undefined;
  const [row, field] = cell?.split(' ') ?? [];
  return row === undefined || field === undefined ? null : { row: Number(row), field };
}

const maxFrames = 20;

/** A row that was out of view is in the page some frames after scrolling. */
function focusWhenThere(scroller: HTMLElement | null, place: string, frames = 0): void {
  const cell = scroller?.querySelector<HTMLElement>(`[data-cell="${place}"]`);
  if (cell !== undefined && cell !== null) {
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  } else if (frames < maxFrames) requestAnimationFrame(() => focusWhenThere(scroller, place, frames + 1));
}
