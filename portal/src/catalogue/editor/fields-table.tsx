import { Button } from 'antd';
import { DataType, FieldFormat, Mask, Sensitivity } from '../../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames } from '../../../../schemas/catalogue/labels.ts';
import {
  changeField,
  type DraftContent,
  type DraftField,
  newField,
  removeField,
  setKeyField,
} from './draft-content.ts';
import { control, controlId, type Option } from './form-parts.tsx';

type TableProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高敏感' } as const;
const maskNames = {
  none: '不脱敏',
  'citizen-id': '身份号码',
  'citizen-id-strict': '身份号码（从严）',
  mobile: '手机号码',
  landline: '固定电话',
  name: '姓名',
  'bank-card': '银行账号',
  address: '地址',
  'credit-code': '信用代码',
  all: '全部隐去',
} as const satisfies Record<Mask, string>;
const titles = [
  '信息项名称',
  '字段名',
  '数据类型',
  '格式',
  '长度',
  '小数位',
  '必填',
  '主键',
  '敏感级别',
  '脱敏',
  '代码表',
  '说明',
];

/** The fields in the template's order: one row each, with what most of them need. */
export function FieldsTable({ content, change }: TableProps) {
  const { fields } = content;
  return (
    <section className="panel">
      <h2>信息项（{fields.length} 项）</h2>
      <p>填报模板、检查规则、建表脚本都由这张表生成。主键的各项合起来唯一确定一条记录。</p>
      <div className="listing">
        <table>
          <caption className="for-readers">信息项</caption>
          <thead>
            <tr>
              {[...titles, '操作'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => (
              // The place is the row's identity: its key is what the person types.
              <FieldRow key={`row-${at}`} at={at} field={field} content={content} change={change} />
            ))}
          </tbody>
        </table>
      </div>
      <Button onClick={() => change({ ...content, fields: [...fields, newField(fields)] })}>增加信息项</Button>
    </section>
  );
}

type RowProps = TableProps & { readonly field: DraftField; readonly at: number };

function FieldRow({ field, at, content, change }: RowProps) {
  const set = (next: DraftField): void => change(changeField(content, at, next));
  const name = (part: string): string => `第 ${at + 1} 项的${part}`;
  const pointer = (part: string): string => `/fields/${at}/${part}`;
  const { scale: _scale, ...withoutScale } = field;
  return (
    <tr>
      <TextCell
        title="信息项名称"
        name={name('名称')}
        pointer={pointer('label')}
        value={field.label}
        change={(label) => set({ ...field, label })}
      />
      <TextCell
        title="字段名"
        name={name('字段名')}
        pointer={pointer('key')}
        value={field.key}
        change={(key) => set({ ...field, key })}
      />
      <SelectCell
        title="数据类型"
        name={name('数据类型')}
        pointer={pointer('type')}
        value={field.type}
        options={Object.entries(dataTypeNames)}
        change={(type) => set({ ...field, type: DataType.parse(type) })}
      />
      <SelectCell
        title="格式"
        name={name('格式')}
        pointer={pointer('format')}
        value={field.format}
        options={Object.entries(fieldFormatNames)}
        change={(format) => set({ ...field, format: FieldFormat.parse(format) })}
      />
      <NumberCell
        title="长度"
        name={name('长度')}
        pointer={pointer('length')}
        value={field.length}
        change={(length) => set({ ...field, length: length ?? 0 })}
      />
      <NumberCell
        title="小数位"
        name={name('小数位')}
        pointer={pointer('scale')}
        value={field.scale}
        change={(scale) => set(scale === undefined ? withoutScale : { ...field, scale })}
      />
      <PolicyCells field={field} at={at} content={content} change={change} />
      <td data-title="操作">
        <button
          type="button"
          className="link-button"
          aria-label={`删除${name('全部内容')}`}
          onClick={() => change(removeField(content, at))}
        >
          删除
        </button>
      </td>
    </tr>
  );
}

/** What the field asks of a row, and how its values are protected. */
function PolicyCells({ field, at, content, change }: RowProps) {
  const set = (next: DraftField): void => change(changeField(content, at, next));
  const name = (part: string): string => `第 ${at + 1} 项的${part}`;
  const pointer = (part: string): string => `/fields/${at}/${part}`;
  return (
    <>
      <CheckCell
        title="必填"
        name={name('必填')}
        pointer={pointer('required')}
        isChecked={field.required}
        change={(required) => set({ ...field, required })}
      />
      <CheckCell
        title="主键"
        name={name('主键')}
        pointer={pointer('in-key')}
        isChecked={content.key.includes(field.key)}
        change={(isKey) => change(setKeyField(content, field.key, isKey))}
      />
      <SelectCell
        title="敏感级别"
        name={name('敏感级别')}
        pointer={pointer('sensitivity')}
        value={`${field.sensitivity}`}
        options={Object.entries(sensitivityNames)}
        change={(level) => set({ ...field, sensitivity: Sensitivity.parse(Number(level)) })}
      />
      <SelectCell
        title="脱敏"
        name={name('脱敏')}
        pointer={pointer('mask')}
        value={field.mask}
        options={Object.entries(maskNames)}
        change={(mask) => set({ ...field, mask: Mask.parse(mask) })}
      />
      <TextCell
        title="代码表"
        name={name('代码表')}
        pointer={pointer('codeList')}
        value={field.codeList ?? ''}
        change={(codeList) => set({ ...field, codeList })}
      />
      <TextCell
        title="说明"
        name={name('说明')}
        pointer={pointer('description')}
        value={field.description ?? ''}
        change={(description) => set({ ...field, description })}
      />
    </>
  );
}

type CellProps = { readonly title: string; readonly name: string; readonly pointer: string };
type TextCellProps = CellProps & { readonly value: string; readonly change: (value: string) => void };

function TextCell({ title, name, pointer, value, change }: TextCellProps) {
  return (
    <td data-title={title}>
      <input
        id={controlId(pointer)}
        style={{ ...control, minWidth: 144 }}
        aria-label={name}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    </td>
  );
}

type NumberCellProps = CellProps & {
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
};

function NumberCell({ title, name, pointer, value, change }: NumberCellProps) {
  return (
    <td data-title={title}>
      <input
        id={controlId(pointer)}
        style={{ ...control, minWidth: 72 }}
        aria-label={name}
        inputMode="numeric"
        value={value ?? ''}
        onChange={({ target }) => {
          const digits = target.value.replaceAll(/\D/g, '');
          change(digits === '' ? undefined : Number(digits));
        }}
      />
    </td>
  );
}

type SelectCellProps = TextCellProps & { readonly options: readonly Option[] };

function SelectCell({ title, name, pointer, value, options, change }: SelectCellProps) {
  return (
    <td data-title={title}>
      <select
        id={controlId(pointer)}
        style={{ ...control, minWidth: 112 }}
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
    </td>
  );
}

type CheckCellProps = CellProps & { readonly isChecked: boolean; readonly change: (isChecked: boolean) => void };

function CheckCell({ title, name, pointer, isChecked, change }: CheckCellProps) {
  return (
    <td data-title={title}>
      <input
        id={controlId(pointer)}
        type="checkbox"
        aria-label={name}
        checked={isChecked}
        onChange={({ target }) => change(target.checked)}
        style={{ justifySelf: 'start' }}
      />
    </td>
  );
}
