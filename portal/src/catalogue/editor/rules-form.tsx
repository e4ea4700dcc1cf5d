import { Button } from 'antd';
import { useState } from 'react';
import { rowRuleNames } from '../../../../schemas/catalogue/labels.ts';
import { NumberInput, Part, SelectInput } from './cells.tsx';
import type { DraftContent } from './draft-content.ts';
import { control, controlId, toWords } from './form-parts.tsx';
import { DraftRule, newRule, readPart, type RuleKind, type RulePart, ruleParts, setPart } from './rule-parts.ts';

type FormProps = { readonly content: DraftContent; readonly change: (content: DraftContent) => void };

const kinds = Object.entries(rowRuleNames);
const isKind = (kind: string): kind is RuleKind => kind in ruleParts;
const severityOptions = [
  ['', '按规则的通常做法'],
  ['error', '不符合的行退回'],
  ['warning', '只提醒，不退回'],
] as const;

/** Rules between the fields of a row, and whose data the dataset holds. */
export function RulesForm({ content, change }: FormProps) {
  const [kind, setKind] = useState<RuleKind>('in-order');
  const { rules, fields } = content;
  const keys = fields.map(({ key }) => key);
  return (
    <section className="panel">
      <h2>各项之间的规则（选填，{rules.length} 条）</h2>
      <p>报送时逐行检查，例如有效期起不晚于有效期止、合计等于分项之和。</p>
      {rules.map((rule, at) => (
        <RuleCard
          key={`rule-${at}`}
          at={at}
          rule={rule}
          fields={fields}
          change={(next) => change({ ...content, rules: rules.map((one, index) => (index === at ? next : one)) })}
          remove={() => change({ ...content, rules: rules.filter((_, index) => index !== at) })}
        />
      ))}
      <div className="actions">
        <select
          style={{ ...control, width: 'auto' }}
          aria-label="规则的种类"
          value={kind}
          onChange={({ target }) => {
            if (isKind(target.value)) setKind(target.value);
          }}
        >
          {kinds.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
        <Button
          disabled={fields.length < 2}
          onClick={() => change({ ...content, rules: [...rules, newRule(kind, keys)] })}
        >
          增加规则
        </Button>
      </div>
      <Subject content={content} change={change} />
    </section>
  );
}

type CardProps = {
  readonly at: number;
  readonly rule: DraftRule;
  readonly fields: DraftContent['fields'];
  readonly change: (rule: DraftRule) => void;
  readonly remove: () => void;
};

function RuleCard({ at, rule, fields, change, remove }: CardProps) {
  const parts: readonly RulePart[] = ruleParts[rule.kind];
  const title = `第 ${at + 1} 条规则`;
  return (
    <fieldset className="rule-card">
      <legend>{`${title}：${rowRuleNames[rule.kind]}`}</legend>
      <div className="field-grid">
        {parts.map((part) => (
          <Part key={part.name} label={part.label}>
            <PartControl
              name={`${title}的${part.label}`}
              pointer={`/rules/${at}/${part.name}`}
              part={part}
              rule={rule}
              fields={fields}
              change={change}
            />
          </Part>
        ))}
        <Part label="不符合时">
          <SelectInput
            name={`${title}不符合时`}
            pointer={`/rules/${at}/severity`}
            value={rule.severity ?? ''}
            options={severityOptions}
            change={(severity) => {
              const { severity: _severity, ...rest } = rule;
              change(DraftRule.parse(severity === '' ? rest : { ...rest, severity }));
            }}
          />
        </Part>
      </div>
      <button type="button" className="link-button" aria-label={`删除${title}`} onClick={remove}>
        删除这条规则
      </button>
    </fieldset>
  );
}

type PartProps = Omit<CardProps, 'at' | 'remove'> & {
  readonly name: string;
  readonly pointer: string;
  readonly part: RulePart;
};

function PartControl({ name, pointer, part, rule, fields, change }: PartProps) {
  const value = readPart(rule, part.name);
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const set = (next: unknown): void => change(setPart(rule, part, next));
  if (part.is === 'number')
    return (
      <NumberInput
        name={name}
        pointer={pointer}
        value={typeof value === 'number' ? value : undefined}
        change={(number) => set(Math.max(0, number ?? 0))}
      />
    );
  if (part.is === 'words')
    return (
      <input
        key={texts.join('、')}
        id={controlId(pointer)}
        style={control}
        aria-label={name}
        placeholder="多个之间用顿号隔开"
        defaultValue={texts.join('、')}
        onBlur={({ target }) => set(toWords(target.value))}
      />
    );
  if (part.is === 'fields')
    return <FieldChecks name={name} pointer={pointer} chosen={texts} fields={fields} set={set} />;
  const current = typeof value === 'string' ? value : '';
  return (
    <SelectInput
      name={name}
      pointer={pointer}
      value={current}
      options={[...(part.is === 'optional-field' ? [['', '没有'] as const] : []), ...fieldOptions(fields, current)]}
      change={set}
    />
  );
}

/** A field that was removed stays to be seen until another one is chosen. */
function fieldOptions(fields: DraftContent['fields'], current: string) {
  const known = fields.map(({ key, label }) => [key, label === '' ? key : label] as const);
  return current === '' || fields.some(({ key }) => key === current)
    ? known
    : [[current, `${current}（已删除）`] as const, ...known];
}

type ChecksProps = {
  readonly name: string;
  readonly pointer: string;
  readonly chosen: readonly string[];
  readonly fields: DraftContent['fields'];
  readonly set: (keys: readonly string[]) => void;
};

function FieldChecks({ name, pointer, chosen, fields, set }: ChecksProps) {
  return (
    <fieldset className="plain-group" aria-label={name} id={controlId(pointer)} tabIndex={-1}>
      {fields.map(({ key, label }) => (
        <label key={key} className="check-line">
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={({ target }) => {
              const next = target.checked ? [...chosen, key] : chosen.filter((one) => one !== key);
              // The platform takes no such rule of fewer than two fields.
              if (next.length >= 2) set(next);
            }}
          />
          {label === '' ? key : label}
        </label>
      ))}
    </fieldset>
  );
}

/** Whom a record is about: the field by which people and organizations find what is held of them. */
function Subject({ content, change }: FormProps) {
  const { subject, ...rest } = content;
  const value = subject === undefined ? '' : `${subject.kind} ${subject.field}`;
  const options = content.fields.flatMap(({ key, label }) => [
    [`person ${key}`, `个人：${label}`] as const,
    [`organization ${key}`, `单位：${label}`] as const,
  ]);
  return (
    <div style={{ marginTop: 16, maxWidth: 640 }}>
      <label htmlFor={controlId('/subject/field')}>
        <b>主体信息项（选填）</b>
      </label>
      <div className="soft">按它能查到一个人或一个单位的全部记录，须是身份号码或机构代码。</div>
      <select
        id={controlId('/subject/field')}
        style={control}
        value={value}
        onChange={({ target }) => {
          const [kind, field = ''] = target.value.split(' ');
          change(kind === 'person' || kind === 'organization' ? { ...rest, subject: { kind, field } } : rest);
        }}
      >
        <option value="">没有</option>
        {options.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}
