import { Button } from 'antd';
import { useState } from 'react';
import { FieldFormat } from '../../../../schemas/catalogue/field.ts';
import { getFormatTypes } from '../../../../schemas/catalogue/format-types.ts';
import { fieldFormatNames } from '../../../../schemas/catalogue/labels.ts';
import { CheckInput, CountInput, SelectInput, TextCell } from './cells.tsx';
import {
  changeField,
  type DraftContent,
  type DraftField,
  moveField,
  newField,
  removeField,
  setKeyField,
} from './draft-content.ts';
import { FieldDetails } from './field-details.tsx';

type TableProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

const titles = ['信息项名称', '字段名', '格式', '长度', '必填', '主键', '办理'];

/** The fields in the template's order: a row each with what all of them need, the rest unfolds below. */
export function FieldsTable({ content, change }: TableProps) {
  const { fields } = content;
  return (
    <section className="panel">
      <h2>信息项（{fields.length} 项）</h2>
      <p>
        填报模板、检查规则、建表脚本都由这张表生成。主键的各项合起来唯一确定一条记录。数据类型、敏感级别、代码表、范围和别名在“更多”里。
      </p>
      <div className="listing entry-table">
        <table>
          <caption className="for-readers">信息项</caption>
          <thead>
            <tr>
              {titles.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((_, at) => (
              // The place is the row's identity: its key is what the person types.
              <FieldRows key={`row-${at}`} at={at} content={content} change={change} />
            ))}
          </tbody>
        </table>
      </div>
      <Button onClick={() => change({ ...content, fields: [...fields, newField(fields)] })}>增加信息项</Button>
    </section>
  );
}

type RowProps = TableProps & { readonly at: number };

function FieldRows({ at, content, change }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const field = content.fields[at];
  if (field === undefined) return null;
  const set = (next: DraftField): void => change(changeField(content, at, next));
  const name = (part: string): string => `第 ${at + 1} 项的${part}`;
  const pointer = (part: string): string => `/fields/${at}/${part}`;
  return (
    <>
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
        <td data-title="格式">
          <SelectInput
            name={name('格式')}
            pointer={pointer('format')}
            value={field.format}
            options={Object.entries(fieldFormatNames)}
            change={(format) => set(withFormat(field, FieldFormat.parse(format)))}
          />
        </td>
        <td data-title="长度" className="length-cell">
          <CountInput
            name={name('长度')}
            pointer={pointer('length')}
            value={field.length}
            change={(length) => set({ ...field, length: length ?? 0 })}
          />
        </td>
        <td data-title="必填">
          <CheckInput
            name={name('必填')}
            pointer={pointer('required')}
            isChecked={field.required}
            change={(required) => set({ ...field, required })}
          />
        </td>
        <td data-title="主键">
          <CheckInput
            name={name('主键')}
            pointer={pointer('in-key')}
            isChecked={content.key.includes(field.key)}
            change={(isKey) => change(setKeyField(content, field.key, isKey))}
          />
        </td>
        <td data-title="办理">
          <RowActions at={at} content={content} change={change} isOpen={isOpen} toggle={() => setOpen(!isOpen)} />
        </td>
      </tr>
      {isOpen && (
        <tr className="field-more">
          <td colSpan={titles.length}>
            <FieldDetails at={at} field={field} fields={content.fields} set={set} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Another format takes its usual data type along. */
function withFormat(field: DraftField, format: FieldFormat): DraftField {
  const fitting = getFormatTypes(format);
  const [usual = field.type] = fitting;
  return { ...field, format, type: fitting.includes(field.type) ? field.type : usual };
}

type ActionsProps = RowProps & { readonly isOpen: boolean; readonly toggle: () => void };

function RowActions({ at, content, change, isOpen, toggle }: ActionsProps) {
  const name = `第 ${at + 1} 项`;
  return (
    <span className="actions">
      <button
        type="button"
        className="link-button"
        aria-expanded={isOpen}
        aria-label={`${name}的更多内容`}
        // A fault below this pointer unfolds the row.
        data-unfolds={`/fields/${at}/`}
        onClick={toggle}
      >
        {isOpen ? '收起' : '更多'}
      </button>
      {at > 0 && (
        <button
          type="button"
          className="link-button"
          aria-label={`把${name}上移一行`}
          onClick={() => change(moveField(content, at, -1))}
        >
          上移
        </button>
      )}
      <button
        type="button"
        className="link-button"
        aria-label={`删除${name}的全部内容`}
        onClick={() => change(removeField(content, at))}
      >
        删除
      </button>
    </span>
  );
}
