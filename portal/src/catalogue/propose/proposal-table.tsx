import { FieldFormat } from '../../../../schemas/catalogue/field.ts';
import { getFormatTypes } from '../../../../schemas/catalogue/format-types.ts';
import { dataTypeNames, fieldFormatNames } from '../../../../schemas/catalogue/labels.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import type { DraftField } from '../editor/draft-content.ts';
import { control } from '../editor/form-parts.tsx';
import { fitPercent, markKey, type ProposalChoice } from './accept-proposals.ts';

type TableProps = {
  readonly choices: readonly ProposalChoice[];
  readonly change: (choices: readonly ProposalChoice[]) => void;
};

const goodPercent = 95;
const formatOptions = Object.entries(fieldFormatNames);

/** A row for each column of the sheet: what is proposed and why, to be accepted, changed or left out. */
export function ProposalTable({ choices, change }: TableProps) {
  const replace = (at: number, next: ProposalChoice): void =>
    change(choices.map((one, index) => (index === at ? next : one)));
  return (
    <div className="listing entry-table">
      <table>
        <caption className="for-readers">建议的信息项</caption>
        <thead>
          <tr>
            {['采用', '信息项名称', '格式', '必填', '主键', '相符', '理由和示例'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {choices.map((choice, at) => (
            <ProposalRow key={choice.proposal.column} choice={choice} change={(next) => replace(at, next)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { readonly choice: ProposalChoice; readonly change: (choice: ProposalChoice) => void };

function ProposalRow({ choice, change }: RowProps) {
  const { proposal, field, isAccepted, isKey } = choice;
  const { column } = proposal;
  const set = (changes: Partial<DraftField>): void => change({ ...choice, field: { ...field, ...changes } });
  return (
    <tr className={isAccepted ? undefined : 'left-out'}>
      <td data-title="采用">
        <input
          type="checkbox"
          aria-label={`采用 ${column} 列`}
          checked={isAccepted}
          onChange={({ target }) => change({ ...choice, isAccepted: target.checked })}
        />
      </td>
      <td data-title="信息项名称" className="wide-cell">
        <input
          style={control}
          aria-label={`${column} 列的名称`}
          value={field.label}
          onChange={({ target }) => set({ label: target.value })}
        />
        <div className="soft">
          {column} 列，字段 <code>{field.key}</code>
        </div>
      </td>
      <td data-title="格式">
        <select
          style={control}
          aria-label={`${column} 列的格式`}
          value={field.format}
          onChange={({ target }) => set(withFormat(field, proposal.field, FieldFormat.parse(target.value)))}
        >
          {formatOptions.map(([format, name]) => (
            <option key={format} value={format}>
              {name}
            </option>
          ))}
        </select>
        <div className="soft">{describeSize(field)}</div>
      </td>
      <CheckCell
        title="必填"
        name={`${column} 列必填`}
        isChecked={field.required}
        set={(required) => set({ required })}
      />
      <CheckCell
        title="主键"
        name={`${column} 列作主键`}
        isChecked={isKey}
        set={(checked) => change(markKey(choice, checked))}
      />
      <td data-title="相符">
        <Fit proposal={proposal} />
      </td>
      <td data-title="理由和示例" className="wide-cell">
        {proposal.reason}
        {proposal.examples.length > 0 && <div className="soft">例如：{proposal.examples.join('；')}</div>}
        {proposal.newCodes !== undefined && (
          <label className="check-line">
            <input
              type="checkbox"
              checked={choice.isListWanted}
              onChange={({ target }) => change({ ...choice, isListWanted: target.checked })}
            />
            登记为新代码表：{proposal.newCodes.map(({ label }) => label).join('、')}
          </label>
        )}
      </td>
    </tr>
  );
}

type CheckProps = {
  readonly title: string;
  readonly name: string;
  readonly isChecked: boolean;
  readonly set: (isChecked: boolean) => void;
};

function CheckCell({ title, name, isChecked, set }: CheckProps) {
  return (
    <td data-title={title}>
      <input type="checkbox" aria-label={name} checked={isChecked} onChange={({ target }) => set(target.checked)} />
    </td>
  );
}

function Fit({ proposal }: { readonly proposal: ProposalChoice['proposal'] }) {
  const percent = fitPercent(proposal);
  if (percent === null) return <StateTag tone="idle">无内容</StateTag>;
  return <StateTag tone={percent >= goodPercent ? 'good' : 'waiting'}>{`${percent}%`}</StateTag>;
}

function describeSize({ type, length, scale, unit, codeList }: DraftField): string {
  const size = scale === undefined ? `${length} 位` : `${length} 位，小数 ${scale} 位`;
  return [
    `${dataTypeNames[type]} ${size}`,
    unit === undefined ? '' : `单位：${unit}`,
    codeList === undefined ? '' : `代码表 ${codeList}`,
  ]
    .filter((part) => part !== '')
    .join('，');
}

/** Back to the proposed format, size and list come back; another format becomes a text until the table is completed. */
function withFormat(field: DraftField, proposed: DraftField, format: FieldFormat): DraftField {
  if (format === proposed.format) return { ...proposed, label: field.label, required: field.required };
  const { codeList: _list, scale: _scale, unit: _unit, ...rest } = field;
  const [type = rest.type] = getFormatTypes(format);
  return { ...rest, format, type };
}
