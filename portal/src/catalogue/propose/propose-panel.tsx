import { Alert, Button } from 'antd';
import { useState } from 'react';
import { maxProposalRows, type SheetProposal } from '../../../../schemas/catalogue/proposal.ts';
import { useApi } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { FileDrop } from '../../shared/file-drop.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { Loading } from '../../shared/states/loading.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import type { DraftContent } from '../editor/draft-content.ts';
import { control } from '../editor/form-parts.tsx';
import { acceptChoices, toChoices } from './accept-proposals.ts';
import { ProposalTable } from './proposal-table.tsx';
import { registerLists } from './register-lists.ts';
import { useProposal } from './use-proposal.ts';

type PanelProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

const maxMebibytes = 50;
const mebibyte = 1_048_576;

/** Proposes fields from a workbook that the department has already; what is accepted joins the entry's fields. */
export function ProposePanel({ content, change }: PanelProps) {
  const { state, choose, reset } = useProposal();
  const [said, setSaid] = useState<string | null>(null);
  return (
    <section className="panel" aria-labelledby="propose-title">
      <h2 id="propose-title">从现有工作簿建议信息项（选填）</h2>
      <p>
        选一份部门正在使用的 Excel
        工作簿，系统按表头和内容建议信息项，逐项说明理由，由您决定采用、修改或不用。文件只在您的电脑上读取，不会上传。
      </p>
      {state.kind === 'reading' ? (
        <Loading what={`“${state.name}”`} />
      ) : (
        <FileDrop
          choose={(file) => {
            setSaid(null);
            choose(file);
          }}
          label="选择现有工作簿，或拖到这里"
          accept=".xlsx,.xls,.csv,.et"
          obstacleTitle="这个文件不能读取"
          severalFiles="一次只能读取一个文件。请只选择一个工作簿。"
          whyNotTaken={whyNotTaken}
        />
      )}
      {state.kind === 'refused' && (
        <Alert type="error" showIcon role="alert" title={`“${state.name}”不能读取`} description={state.detail} />
      )}
      {state.kind === 'failed' && <ProposalFailed name={state.name} error={state.error} />}
      {said !== null && <output className="said">{said}</output>}
      {state.kind === 'proposed' && (
        <Sheets
          key={state.name}
          sheets={state.sheets}
          name={state.name}
          content={content}
          accept={(next, sentence) => {
            change(next);
            setSaid(sentence);
            reset();
          }}
          leave={reset}
        />
      )}
    </section>
  );
}

function whyNotTaken({ size }: File): string | null {
  if (size === 0) return '这个文件是空的。请另选一个有表头和数据的工作簿。';
  return size > maxMebibytes * mebibyte
    ? `文件超过 ${maxMebibytes} MB。建议信息项只需要表头和几千行数据，请删去一部分行后另存再选。`
    : null;
}

function ProposalFailed({ name, error }: { readonly name: string; readonly error: unknown }) {
  if (error instanceof Error && error.message.startsWith('the browser'))
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={`这个浏览器没能读出“${name}”`}
        description="您填写的内容没有丢失。请换用新版的 Edge 或 Chrome 浏览器，或在下面逐项填写信息项。"
      />
    );
  return <ProblemNotice error={error} />;
}

type SheetsProps = {
  readonly sheets: readonly SheetProposal[];
  readonly name: string;
  readonly content: DraftContent;
  readonly accept: (content: DraftContent, sentence: string) => void;
  readonly leave: () => void;
};

function Sheets({ sheets, name, content, accept, leave }: SheetsProps) {
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const [chosen, setChosen] = useState((visible[0] ?? sheets[0])?.sheet);
  const sheet = sheets.find((one) => one.sheet === chosen);
  if (sheet === undefined)
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={`“${name}”里没有找到表头和数据`}
        description="请选择第一行（或标题下面一行）是各列名称、下面有数据的工作簿。"
      />
    );
  return (
    <>
      {sheets.length > 1 && (
        <p>
          <label>
            工作表{' '}
            <select
              style={{ ...control, width: 'auto' }}
              value={sheet.sheet}
              onChange={({ target }) => setChosen(target.value)}
            >
              {sheets.map((one) => (
                <option key={one.sheet} value={one.sheet}>
                  {`${one.sheet}（${one.fields.length} 列${one.isHidden ? '，隐藏' : ''}）`}
                </option>
              ))}
            </select>
          </label>
        </p>
      )}
      <OneSheet key={sheet.sheet} sheet={sheet} content={content} accept={accept} leave={leave} />
    </>
  );
}

type OneSheetProps = Omit<SheetsProps, 'sheets' | 'name'> & { readonly sheet: SheetProposal };

function OneSheet({ sheet, content, accept, leave }: OneSheetProps) {
  const api = useApi();
  const { department } = useCaller();
  const [choices, setChoices] = useState(() => toChoices(sheet, content));
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const accepted = choices.filter(({ isAccepted }) => isAccepted);
  const lists = accepted.filter(({ proposal, isListWanted }) => isListWanted && proposal.newCodes !== undefined);
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      const registered = await registerLists(choices, department.id, api);
      accept(
        acceptChoices(content, registered),
        `已采用 ${accepted.length} 项建议，列在下面的信息项中，还可以逐项修改。`,
      );
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <p>
        {`“${sheet.sheet}”读了 ${formatNumber(sheet.rows)} 行${sheet.isTruncated ? `（只读前 ${formatNumber(maxProposalRows)} 行）` : ''}，建议 ${sheet.fields.length} 项信息项。${sheet.keyReason}`}
      </p>
      {sheet.leftOut.length > 0 && (
        <ul>
          {sheet.leftOut.map(({ column, reason }) => (
            <li key={column}>{`${column} 列：${reason}`}</li>
          ))}
        </ul>
      )}
      <ProposalTable choices={choices} change={setChoices} />
      {lists.length > 0 && (
        <p>{`采用时为本部门登记 ${lists.length} 个新代码表，信息中心审核目录时一并核对。不需要的请取消勾选。`}</p>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions dialog-actions">
        <Button
          type="primary"
          loading={isSending}
          disabled={accepted.length === 0}
          onClick={() => void send()}
        >{`采用选中的 ${accepted.length} 项`}</Button>
        <Button onClick={() => setChoices(choices.map((choice) => ({ ...choice, isAccepted: true })))}>全部选中</Button>
        <Button onClick={() => setChoices(choices.map((choice) => ({ ...choice, isAccepted: false })))}>
          全部不选
        </Button>
        <Button onClick={leave}>不用这些建议</Button>
      </div>
    </>
  );
}
