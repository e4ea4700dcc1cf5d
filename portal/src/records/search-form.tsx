import { Button, Input } from 'antd';
import { useState } from 'react';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { FormField } from '../shared/forms/form-field.tsx';

/** What is sought: all parts of the business key, or a subject. */
export type Wanted = { readonly key: Readonly<Record<string, string>> } | { readonly subject: string };

type SearchFormProps = {
  readonly content: DatasetContent;
  readonly isPending: boolean;
  readonly find: (wanted: Wanted) => void;
};

const subjectNames = { person: '身份证号码', organization: '统一社会信用代码' } as const;

/** Asks for the business key or, where the dataset has one, for the subject. Typed values are kept nowhere. */
export function SearchForm({ content, isPending, find }: SearchFormProps) {
  const { subject, key, fields } = content;
  const [by, setBy] = useState<'key' | 'subject'>('key');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [number, setNumber] = useState('');
  const labels = new Map(fields.map((field) => [field.key, field.label]));
  const valueOf = (field: string): string => (typed[field] ?? '').trim();
  const isComplete = by === 'key' ? key.every((field) => valueOf(field) !== '') : number.trim() !== '';
  const subjectLabel = subject === undefined ? '' : (labels.get(subject.field) ?? subjectNames[subject.kind]);
  return (
    <form
      className="panel form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        find(
          by === 'key'
            ? { key: Object.fromEntries(key.map((field) => [field, valueOf(field)])) }
            : { subject: number.trim() },
        );
      }}
    >
      <h2>查一条记录</h2>
      <p>查的是现在公开的记录。您填写的内容不会留在地址栏和这台电脑上。</p>
      {subject !== undefined && (
        <fieldset className="form-field">
          <legend>怎样查</legend>
          <label className="check">
            <input type="radio" name="by" checked={by === 'key'} onChange={() => setBy('key')} />
            按业务主键
          </label>
          <label className="check">
            <input type="radio" name="by" checked={by === 'subject'} onChange={() => setBy('subject')} />按
            {subjectNames[subject.kind]}
          </label>
        </fieldset>
      )}
      {by === 'key' &&
        key.map((field) => (
          <FormField key={field} label={labels.get(field) ?? field}>
            {(ids) => (
              <Input
                {...ids}
                autoComplete="off"
                value={typed[field] ?? ''}
                onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
              />
            )}
          </FormField>
        ))}
      {by === 'subject' && (
        <FormField label={subjectLabel} hint="列出这个主体在本信息资源中的全部记录。">
          {(ids) => (
            <Input {...ids} autoComplete="off" value={number} onChange={({ target }) => setNumber(target.value)} />
          )}
        </FormField>
      )}
      <Button type="primary" htmlType="submit" loading={isPending} disabled={!isComplete}>
        查询记录
      </Button>
    </form>
  );
}
