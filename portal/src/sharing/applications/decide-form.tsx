import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import type { ApplicationView } from '../../../../schemas/sharing/application-routes.ts';
import { type ApplicationStep, FieldDecision } from '../../../../schemas/sharing/application.ts';
import { type CaseNumberRule, type Quota, quotaFor } from '../../../../schemas/sharing/grant.ts';
import { useCaller } from '../../shared/caller.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDraft } from '../../shared/use-draft.ts';
import { decisionNames } from './words.ts';

type Props = {
  readonly application: ApplicationView;
  readonly view: DatasetVersionView;
  readonly take: (step: ApplicationStep) => Promise<unknown>;
};

const Decision = FieldDecision.shape.decision;
const Answers = z.record(z.string(), z.object({ decision: Decision.or(z.literal('')), reason: z.string() }));
type Answers = z.output<typeof Answers>;

const minReason = 2;
const none = { decision: '' as const, reason: '' };

/** The provider's answer, field by field; nothing is granted that was not chosen. */
export function DecideForm({ application, view, take }: Props) {
  const { id, content } = application;
  const { subject } = useCaller();
  const { draft, keep, forget } = useDraft<Answers>(`${subject} decide:${id}`, Answers, {});
  const [until, setUntil] = useState(content.until);
  const [terms, setTerms] = useState<Terms>({ ...quotaFor(content.callsPerDay), caseNumbers: 'required' });
  const quota = toQuota(terms);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const answers = content.fields.map((field) => ({ field, ...(draft[field] ?? none) }));
  const missing = answers.filter(({ decision, reason }) => decision === '' || isReasonMissing(decision, reason));
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      const { caseNumbers } = terms;
      const decisions = answers.flatMap(toDecision);
      await take({ action: 'decide', decisions, until, caseNumbers, ...(quota === null ? {} : { quota }) });
      forget();
    } catch (cause) {
      setError(cause);
      setSending(false);
    }
  };
  const answerAll = (): void =>
    keep(Object.fromEntries(content.fields.map((field) => [field, { decision: 'grant' as const, reason: '' }])));
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>逐项答复</h2>
      <p>对每个信息项选择怎样给出。脱敏按目录规定的方式进行；不予共享应写明理由和依据。</p>
      {answers.map((answer) => (
        <FieldAnswer
          key={answer.field}
          field={view.content.fields.find(({ key }) => key === answer.field)}
          answer={answer}
          change={({ decision, reason }) => keep({ ...draft, [answer.field]: { decision, reason } })}
        />
      ))}
      <FormField label="授权到哪一天" hint="不晚于申请的使用期限。">
        {(ids) => (
          <input
            {...ids}
            type="date"
            value={until}
            max={content.until}
            required
            onChange={({ target }) => setUntil(target.value)}
          />
        )}
      </FormField>
      <TermsFields terms={terms} change={setTerms} />
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" disabled={missing.length > 0 || quota === null} loading={isSending}>
          提交答复
        </Button>
        <Button onClick={answerAll}>全部给出原值</Button>
        <span className="soft">
          {missing.length > 0 && `还有 ${missing.length} 项没有答复完。`}
          {missing.length === 0 && (quota === null ? '请填写每一项用量上限。' : '全部信息项已经答复。')}
        </span>
      </div>
    </form>
  );
}

type Terms = { readonly [Name in keyof Quota]: number | null } & { readonly caseNumbers: CaseNumberRule };

/** `null` until each limit is given. */
function toQuota({ calls, rows, subjects, callsPerMinute }: Terms): Quota | null {
  if (calls === null || rows === null || subjects === null || callsPerMinute === null) return null;
  return { calls, rows, subjects, callsPerMinute };
}

const limitNames = {
  calls: '每天最多调用次数',
  rows: '每天最多取得的记录条数',
  subjects: '每天最多涉及的个人或单位数',
  callsPerMinute: '每分钟最多调用次数',
} as const satisfies Record<keyof Quota, string>;
const limits = ['calls', 'rows', 'subjects', 'callsPerMinute'] as const;

/** Limits are filled in for the calls that were asked for. */
function TermsFields({ terms, change }: { readonly terms: Terms; readonly change: (terms: Terms) => void }) {
  return (
    <>
      <p className="soft">用量上限已按申请的每天调用次数填好，可以改小或改大。</p>
      {limits.map((limit) => (
        <FormField key={limit} label={limitNames[limit]}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              precision={0}
              value={terms[limit]}
              onChange={(value) => change({ ...terms, [limit]: value })}
            />
          )}
        </FormField>
      ))}
      <label className="check">
        <input
          type="checkbox"
          checked={terms.caseNumbers === 'required'}
          onChange={({ target }) => change({ ...terms, caseNumbers: target.checked ? 'required' : 'optional' })}
        />
        每次查询和核验须写明办件编号
      </label>
    </>
  );
}

type Answer = { readonly field: string; readonly decision: z.output<typeof Decision> | ''; readonly reason: string };

const isReasonMissing = (decision: Answer['decision'], reason: string): boolean =>
  decision === 'refuse' && reason.trim().length < minReason;

function toDecision({ field, decision, reason }: Answer): FieldDecision[] {
  if (decision === '') return [];
  return [{ field, decision, ...(decision === 'refuse' ? { reason: reason.trim() } : {}) }];
}

type FieldAnswerProps = {
  readonly field: Field | undefined;
  readonly answer: Answer;
  readonly change: (answer: Answer) => void;
};

/** A refusal asks for its reason. */
function FieldAnswer({ field, answer, change }: FieldAnswerProps) {
  return (
    <fieldset className="form-field">
      <legend>{field?.label ?? answer.field}</legend>
      <Choices
        field={field}
        name={answer.field}
        value={answer.decision}
        choose={(decision) => change({ ...answer, decision })}
      />
      {answer.decision === 'refuse' && (
        <FormField label="理由和依据">
          {(ids) => (
            <Input.TextArea
              {...ids}
              value={answer.reason}
              rows={2}
              maxLength={500}
              onChange={({ target }) => change({ ...answer, reason: target.value })}
            />
          )}
        </FormField>
      )}
    </fieldset>
  );
}

type ChoicesProps = {
  readonly field: Field | undefined;
  readonly name: string;
  readonly value: Answer['decision'];
  readonly choose: (decision: z.output<typeof Decision>) => void;
};

/** A field that the catalogue does not mask is hidden whole. */
function Choices({ field, name, value, choose }: ChoicesProps) {
  const hidesAll = field === undefined || field.mask === 'none';
  return Decision.options.map((decision) => (
    <label key={decision} className="check">
      <input type="radio" name={`decision-${name}`} checked={value === decision} onChange={() => choose(decision)} />
      {decisionNames[decision]}
      {decision === 'mask' && hidesAll && '（目录没有规定脱敏方式，全部以 * 代替）'}
    </label>
  ));
}
