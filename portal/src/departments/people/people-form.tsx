import { Button, Input } from 'antd';
import { useState } from 'react';
import { keepPeopleRoute, listPeopleRoute, readPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import { maxContacts, NewPerson, type PeopleView } from '../../../../schemas/departments/people.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type PeopleFormProps = { readonly before: PeopleView; readonly leave: () => void };

/** `id` keeps a row's fields apart while others are removed. */
type Row = NewPerson & { readonly id: number };

const empty = { name: '', duty: '', phone: '' };

/** Writes a unit's person in charge and contacts anew; phones are not kept as a draft on the machine. */
export function PeopleForm({ before: { department, people }, leave }: PeopleFormProps) {
  const [inCharge, setInCharge] = useState<NewPerson>(people?.inCharge ?? empty);
  const [contacts, setContacts] = useState<readonly Row[]>(() =>
    (people?.contacts ?? [empty]).map((contact, id) => ({ ...contact, id })),
  );
  const [isChecked, setChecked] = useState(false);
  const keep = useAction(keepPeopleRoute, { refreshes: [readPeopleRoute, listPeopleRoute, listTasksRoute] });
  const send = async (): Promise<void> => {
    setChecked(true);
    if (![inCharge, ...contacts].every(isComplete)) return;
    const body = {
      inCharge,
      contacts: contacts.map(({ id: _id, ...contact }) => contact),
      lockVersion: people?.lockVersion ?? 0,
    };
    await keep.act({ params: { department }, body });
    leave();
  };
  const change = (id: number, changes: Partial<NewPerson>): void =>
    setContacts(contacts.map((row) => (row.id === id ? { ...row, ...changes } : row)));
  const nextId = Math.max(...contacts.map(({ id }) => id)) + 1;
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(() => undefined);
      }}
    >
      <p>各项均须填写。电话写座机或手机，有分机的写在“转”字后。</p>
      <fieldset className="people-fields">
        <legend>部门负责人</legend>
        <PersonFields
          person={inCharge}
          isChecked={isChecked}
          change={(changes) => setInCharge({ ...inCharge, ...changes })}
        />
      </fieldset>
      {contacts.map((row, at) => (
        <fieldset key={row.id} className="people-fields">
          <legend>联系人{at + 1}</legend>
          <PersonFields person={row} isChecked={isChecked} change={(changes) => change(row.id, changes)} />
          {contacts.length > 1 && (
            <Button onClick={() => setContacts(contacts.filter(({ id }) => id !== row.id))}>移除联系人{at + 1}</Button>
          )}
        </fieldset>
      ))}
      {contacts.length < maxContacts && (
        <Button onClick={() => setContacts([...contacts, { ...empty, id: nextId }])}>增加一位联系人</Button>
      )}
      {keep.error !== null && <ProblemNotice error={keep.error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={keep.isPending}>
          保存联系人
        </Button>
        <Button onClick={leave}>不修改，返回</Button>
      </div>
    </form>
  );
}

const fields = [
  { key: 'name', label: '姓名', maxLength: 50, fault: '请填写姓名，2 至 50 个字。' },
  { key: 'duty', label: '职务和分工', maxLength: 100, fault: '请填写职务和分工，2 至 100 个字。' },
  {
    key: 'phone',
    label: '电话',
    maxLength: 30,
    fault: '电话应为座机或手机号码，例如 0395-3177000；有分机的写在“转”字后，例如 0395-3177000转801。',
  },
] as const;

const isComplete = ({ name, duty, phone }: NewPerson): boolean => NewPerson.safeParse({ name, duty, phone }).success;

type PersonFieldsProps = {
  readonly person: NewPerson;
  /** Faults are shown from the first attempt to send on. */
  readonly isChecked: boolean;
  readonly change: (changes: Partial<NewPerson>) => void;
};

function PersonFields({ person, isChecked, change }: PersonFieldsProps) {
  return (
    <>
      {fields.map(({ key, label, maxLength, fault }) => {
        const isFaulty = isChecked && !NewPerson.shape[key].safeParse(person[key]).success;
        return (
          <FormField key={key} label={label}>
            {(ids) => (
              <>
                <Input
                  {...ids}
                  type={key === 'phone' ? 'tel' : 'text'}
                  value={person[key]}
                  maxLength={maxLength}
                  aria-invalid={isFaulty}
                  onChange={({ target }) => change({ [key]: target.value })}
                />
                {isFaulty && (
                  <p className="bad" role="alert">
                    {fault}
                  </p>
                )}
              </>
            )}
          </FormField>
        );
      })}
    </>
  );
}
