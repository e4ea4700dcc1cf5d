import { Alert, Button, Progress } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';
import type { DeliveryMode } from '../../../../schemas/collection/delivery.ts';
import type { RowsCheck } from '../../../../schemas/collection/workbook-check.ts';
import { useCaller } from '../../shared/caller.ts';
import { useDraft } from '../../shared/use-draft.ts';
import { SendingFailed } from '../upload/sending-failed.tsx';
import { StepTitle } from '../upload/step-title.tsx';
import { type Order, useSending } from '../upload/use-sending.ts';
import { count, modeNames } from '../upload/words.ts';
import {
  beginHistory,
  cellKey,
  changeMany,
  type EditHistory,
  Edits,
  listEdits,
  noEdits,
  placeBlock,
  redo,
  typeInto,
  undo,
} from './edits.ts';
import { type CellPlace, groupByCell, nextFault } from './faults-by-cell.ts';
import { RepairGrid } from './repair-grid.tsx';
import { type OpenedRows, useRowsCheck } from './use-rows.ts';

type RepairStepsProps = {
  readonly delivery: string;
  readonly dataset: string;
  readonly catalogue: OfflineCatalogue;
  readonly opened: OpenedRows;
  readonly mode: DeliveryMode;
  /** The officer's own file, whose name the next one takes. */
  readonly fileName: string;
  /** Is given the delivery that carries the mended rows. */
  readonly sent: (delivery: string) => void;
};

/** Mend, then send. What is typed stays on this machine until the rows are sent, or the person signs out. */
export function RepairSteps({ delivery, dataset, catalogue, opened, mode, fileName, sent }: RepairStepsProps) {
  const { subject } = useCaller();
  const navigate = useNavigate();
  const { draft, keep, forget } = useDraft(`repair:${subject}:${delivery}`, Edits, noEdits);
  const [history, setHistory] = useState(() => beginHistory(draft));
  const [order, setOrder] = useState<Order | null>(null);
  const registered = useRef<string | null>(null);
  const sending = useSending({
    dataset,
    person: subject,
    registered: (id) => {
      registered.current = id;
    },
  });
  const change = (next: EditHistory): void => {
    setHistory(next);
    if (next.present !== history.present) keep(next.present);
  };
  const send = (next: Order): void => {
    setOrder(next);
    sending.send(next, {
      onSuccess: () => {
        forget();
        if (registered.current !== null) sent(registered.current);
      },
    });
  };
  const begin = async (): Promise<void> => {
    const rows = await opened.running.write(listEdits(history.present));
    const name = fileName.replace(/(?:（改正）)?\.xlsx$/i, '（改正）.xlsx');
    send({ file: new File([rows], name), mode, idempotencyKey: crypto.randomUUID() });
  };
  if (sending.error !== null && order !== null)
    return (
      <SendingFailed
        error={sending.error}
        retry={() => send(sending.continued(order))}
        again={sending.clear}
        againLabel="返回继续改正"
      />
    );
  if (sending.isSending)
    return (
      <section className="panel" aria-labelledby="sending-title">
        <StepTitle id="sending-title">正在报送</StepTitle>
        <Progress percent={Math.floor((sending.sent / (order?.file.size ?? 1)) * 100)} aria-label="报送的进度" />
      </section>
    );
  return (
    <Mending
      {...{ catalogue, opened, mode, history, change }}
      send={() => void begin()}
      leave={() => void navigate(`/deliveries/${delivery}`)}
    />
  );
}

type MendingProps = Pick<RepairStepsProps, 'catalogue' | 'opened' | 'mode'> & {
  readonly history: EditHistory;
  readonly change: (next: EditHistory) => void;
  readonly send: () => void;
  readonly leave: () => void;
};

function Mending({ catalogue, opened, mode, history, change, send, leave }: MendingProps) {
  const { shown, texts, numbers } = opened;
  const fields = useMemo(() => catalogue.versions.at(-1)?.content.fields ?? [], [catalogue]);
  const keys = fields.map(({ key }) => key);
  const { check, isCurrent, isBroken } = useRowsCheck(opened, history.present);
  const faults = useMemo(() => groupByCell(check.findings, numbers), [check, numbers]);
  const [target, setTarget] = useState<CellPlace | null>(null);
  const [at, setAt] = useState<CellPlace | null>(null);
  const [said, setSaid] = useState('');
  const { rejected, read } = check.rowCounts;
  const valueOf = (row: number, field: Field): string =>
    history.present[cellKey(row, field.key)] ?? texts[row]?.[fields.indexOf(field)] ?? '';
  const paste = (place: CellPlace, block: readonly (readonly string[])[]): void => {
    const { changes, outside } = placeBlock(block, { rows: shown, fields: keys, ...place });
    change(changeMany(history, changes));
    setSaid(
      `已填入 ${count(Object.keys(changes).length)} 格。${outside > 0 ? `另有 ${count(outside)} 格超出表格，没有填入。` : ''}`,
    );
  };
  const goOn = (): void => {
    const next = nextFault(faults, { rows: shown, fields: keys }, at);
    if (next !== null) setTarget({ ...next });
  };
  return (
    <section className="panel" aria-labelledby="mend-title">
      <h2 id="mend-title">改正后报送</h2>
      <p>
        直接在格中改正，也可从 Excel 复制一块粘贴到格中。改的内容只保存在这台电脑上，报送或退出登录后清除。Ctrl+Z
        撤销，回车到下一行。
      </p>
      {isBroken && (
        <Alert
          type="warning"
          showIcon
          title="检查没有完成，请刷新本页"
          description="您改过的内容已保存在这台电脑上。"
        />
      )}
      <div className="repair-tools">
        <output>
          <strong>{remaining(shown.length, rejected)}</strong>
          {said}
        </output>
        <Button onClick={goOn} disabled={rejected === 0}>
          到下一处错误
        </Button>
        <Button onClick={() => change(undo(history))} disabled={history.past.length === 0}>
          撤销
        </Button>
        <Button onClick={() => change(redo(history))} disabled={history.future.length === 0}>
          重做
        </Button>
      </div>
      <RepairGrid
        {...{ fields, catalogue, faults, valueOf, paste, target, numbers }}
        rows={shown}
        type={(place, value) => change(typeInto(history, cellKey(place.row, place.field), value))}
        undo={() => change(undo(history))}
        redo={() => change(redo(history))}
        focused={setAt}
      />
      <p>{check.reason === null ? describeConsequence(mode, rejected) : describeObstacle(check)}</p>
      <p className="upload-actions">
        <Button type="primary" onClick={send} disabled={!isCurrent || check.reason !== null}>
          报送 {count(read - rejected)} 条（{modeNames[mode]}）
        </Button>
        <Button onClick={leave}>先不报送</Button>
      </p>
    </section>
  );
}

function remaining(rows: number, rejected: number): string {
  return rejected === 0 ? `${count(rows)} 行都已改正。` : `共 ${count(rows)} 行，还有 ${count(rejected)} 行有错误。`;
}

function describeConsequence(mode: DeliveryMode, rejected: number): string {
  const start =
    mode === 'increment'
      ? '按增量报送：这些行将新增或更新，平台已有的其他数据不变。'
      : '按全量报送：连同原文件中没有错误的行一起报送。';
  return rejected === 0 ? start : `${start}仍有错误的 ${count(rejected)} 行会再次退回，可以在新的回执中继续改正。`;
}

/** Why nothing can be sent yet. */
function describeObstacle({ rowCounts: { rejected }, reason }: RowsCheck): string {
  if (reason?.code === 'rows-rejected')
    return `还有 ${count(rejected)} 行有错误。按这个信息资源的规定，须全部改正后才能报送。`;
  return reason?.code === 'all-rows-rejected' ? '每一行都还有错误，改正后即可报送。' : (reason?.detail ?? '');
}
