import { Button, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { z } from 'zod';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { type ApplicationContent, maxTermYears } from '../../../../schemas/sharing/application.ts';
import { type GrantTarget, SharingWay, waysOfTarget } from '../../../../schemas/sharing/grant.ts';
import { sharingWayNames } from '../../../../schemas/sharing/names.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { RowFiltersForm, trimmedFilters } from '../row-filters.tsx';
import { AppliedFields, ApplicationFacts } from './application-facts.tsx';

/** A form's draft may be incomplete; the API's schema takes only whole content. */
export const ApplicationDraft = z.object({
  purpose: z.string(),
  legalBasis: z.string(),
  matter: z.string(),
  fields: z.array(z.string()),
  ways: z.array(SharingWay),
  callsPerDay: z.int().min(1).nullable(),
  until: z.string(),
  filters: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
});
export type ApplicationDraft = z.output<typeof ApplicationDraft>;

export const emptyDraft = (target: GrantTarget): ApplicationDraft => ({
  purpose: '',
  legalBasis: '',
  matter: '',
  fields: [],
  ways: [waysOfTarget[target][0]],
  callsPerDay: 100,
  until: '',
  filters: [],
});

const steps = ['purpose', 'fields', 'use', 'check'] as const;
const Address = z.object({ step: z.enum(steps).optional() });
const stepNames = { purpose: '用途和依据', fields: '信息项', use: '使用方式和期限', check: '核对并保存' } as const;

const minStatement = 5;
const notShared = 3;

type FormProps = {
  readonly view: DatasetVersionView;
  readonly target: GrantTarget;
  readonly draft: ApplicationDraft;
  readonly change: (draft: ApplicationDraft) => void;
  readonly save: (content: ApplicationContent) => void;
  readonly isSaving: boolean;
  readonly error: unknown;
};

/** One thing a page: why, which fields, how and how long, and then all of it before it is saved. */
export function ApplicationForm({ view, target, draft, change, save, isSaving, error }: FormProps) {
  const { address, change: goTo } = useAddress(Address);
  const step = address.step ?? 'purpose';
  const at = steps.indexOf(step);
  const next = steps[at + 1];
  const set = (changes: Partial<ApplicationDraft>): void => change({ ...draft, ...changes });
  const content = toContent(draft);
  const missing = missingIn(step, draft);
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== undefined) goTo({ step: next });
        else if (content !== null) save(content);
      }}
    >
      <p className="soft">
        第 {at + 1} 步，共 {steps.length} 步
      </p>
      <h2>{stepNames[step]}</h2>
      <Step step={step} view={view} target={target} draft={draft} set={set} />
      {step === 'check' && content === null && <p role="alert">前面还有没有填写的内容，请返回补齐。</p>}
      {step === 'check' && error !== null && <ProblemNotice error={error} />}
      <div className="actions">
        <Button
          type="primary"
          htmlType="submit"
          disabled={missing !== null || (next === undefined && content === null)}
          loading={isSaving}
        >
          {next === undefined ? '保存草稿' : '下一步'}
        </Button>
        {at > 0 && <Button onClick={() => goTo({ step: steps[at - 1] })}>上一步</Button>}
        {missing !== null && <span className="soft">{missing}</span>}
      </div>
    </form>
  );
}

type StepProps = {
  readonly step: (typeof steps)[number];
  readonly view: DatasetVersionView;
  readonly target: GrantTarget;
  readonly draft: ApplicationDraft;
  readonly set: (changes: Partial<ApplicationDraft>) => void;
};

function Step({ step, view, target, draft, set }: StepProps): ReactNode {
  switch (step) {
    case 'purpose':
      return <PurposeStep draft={draft} set={set} />;
    case 'fields':
      return <FieldsStep view={view} target={target} draft={draft} set={set} />;
    case 'use':
      return <UseStep target={target} draft={draft} set={set} />;
    case 'check': {
      const content = toContent(draft);
      return content === null ? null : (
        <>
          <ApplicationFacts
            target={target}
            dataset={view.dataset}
            name={view.content.metadata.name}
            content={content}
            fields={view.content.fields}
          />
          <AppliedFields content={content} fields={view.content.fields} decisions={undefined} />
          <p>保存后是草稿，可以再改；提交后由本部门的另一位工作人员审批。</p>
        </>
      );
    }
  }
}

type PartProps = Pick<StepProps, 'draft' | 'set'>;

function PurposeStep({ draft, set }: PartProps) {
  return (
    <>
      <FormField label="用途" hint="办什么事、怎样使用这些数据。数据只能用于这里写明的用途。">
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={500}
            value={draft.purpose}
            onChange={({ target }) => set({ purpose: target.value })}
          />
        )}
      </FormField>
      <FormField label="依据" hint="法律、法规、规章或者文件的名称和条款。">
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={500}
            value={draft.legalBasis}
            onChange={({ target }) => set({ legalBasis: target.value })}
          />
        )}
      </FormField>
      <FormField label="办理事项" hint="例如“社会保险登记”；以后每次使用都要写明。">
        {(ids) => (
          <Input
            {...ids}
            maxLength={100}
            value={draft.matter}
            onChange={({ target }) => set({ matter: target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function FieldsStep({ view, target, draft, set }: PartProps & Pick<StepProps, 'view' | 'target'>) {
  const { fields, metadata } = view.content;
  const { filters } = draft;
  return (
    <>
      <FieldBoxes view={view} draft={draft} set={set} />
      {target === 'dataset' && (
        <RowFiltersForm
          fields={fields}
          shareType={metadata.shareType}
          filters={filters}
          set={(changed) => set({ filters: changed })}
        />
      )}
    </>
  );
}

function FieldBoxes({ view, draft, set }: PartProps & Pick<StepProps, 'view'>) {
  const { fields, metadata } = view.content;
  return (
    <fieldset className="form-field">
      <legend>申请哪些信息项</legend>
      <p className="soft">只选办理事项必需的；不予共享的信息项不能申请。</p>
      {fields.map(({ key, label, description, shareType }) => {
        const isClosed = (shareType ?? metadata.shareType) === notShared;
        return (
          <label key={key} className="check">
            <input
              type="checkbox"
              checked={draft.fields.includes(key)}
              disabled={isClosed}
              onChange={({ target }) => set({ fields: toggled(draft.fields, key, target.checked) })}
            />
            {label}
            {isClosed ? '（不予共享）' : description !== undefined && <span className="soft"> {description}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}

function UseStep({ target, draft, set }: PartProps & Pick<StepProps, 'target'>) {
  return (
    <>
      <fieldset className="form-field">
        <legend>怎样使用</legend>
        {waysOfTarget[target].map((way) => (
          <label key={way} className="check">
            <input
              type="checkbox"
              checked={draft.ways.includes(way)}
              onChange={(event) => set({ ways: toggled(draft.ways, way, event.target.checked) })}
            />
            {sharingWayNames[way]}
          </label>
        ))}
      </fieldset>
      <FormField label="预计每天调用次数">
        {(ids) => (
          <InputNumber
            {...ids}
            min={1}
            max={1_000_000}
            precision={0}
            value={draft.callsPerDay}
            onChange={(callsPerDay) => set({ callsPerDay })}
          />
        )}
      </FormField>
      <FormField label="使用到哪一天" hint={`最长 ${maxTermYears} 年，到期前可以申请续期。`}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={draft.until}
            required
            onChange={(event) => set({ until: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function toggled<T>(list: readonly T[], value: T, isOn: boolean): T[] {
  const others = list.filter((one) => one !== value);
  return isOn ? [...others, value] : others;
}

/** Names the first missing input of a step; the API validates the rest. */
function missingIn(step: (typeof steps)[number], draft: ApplicationDraft): string | null {
  const { purpose, legalBasis, matter, fields, filters, ways, callsPerDay, until } = draft;
  switch (step) {
    case 'purpose':
      if (purpose.trim().length < minStatement) return '请写明用途。';
      if (legalBasis.trim().length < minStatement) return '请写明依据。';
      return matter.trim().length < 2 ? '请写明办理事项。' : null;
    case 'fields':
      if (fields.length === 0) return '请至少选择一个信息项。';
      return trimmedFilters(filters).some(({ values }) => values.length === 0)
        ? '请写明每个条件的取值，或者去掉这个条件。'
        : null;
    case 'use':
      if (ways.length === 0) return '请至少选择一种使用方式。';
      if (callsPerDay === null) return '请填写预计每天调用次数。';
      return until === '' ? '请选择使用到哪一天。' : null;
    case 'check':
      return null;
  }
}

function toContent(draft: ApplicationDraft): ApplicationContent | null {
  if (steps.some((step) => missingIn(step, draft) !== null) || draft.callsPerDay === null) return null;
  const { purpose, legalBasis, matter } = draft;
  return {
    ...draft,
    callsPerDay: draft.callsPerDay,
    purpose: purpose.trim(),
    legalBasis: legalBasis.trim(),
    matter: matter.trim(),
    filters: trimmedFilters(draft.filters),
  };
}
