import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { messageLimits, NewMessage } from '../../../../schemas/departments/question.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type MessageFormProps = {
  readonly label: string;
  readonly hint: string;
  readonly verb: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly send: () => Promise<void>;
  readonly isSending: boolean;
  readonly error: Error | null;
  readonly extra?: ReactNode;
};

const { min, max } = messageLimits;

/** The first fault in its own words; the platform would refuse it in the same ones. */
function findFault(text: string): string | null {
  const parsed = NewMessage.safeParse(text);
  if (parsed.success) return null;
  const length = text.trim().length;
  if (length < min) return `请把问题写清楚，至少 ${min} 个字。`;
  return length > max ? `最多写 ${max} 个字。` : (parsed.error.issues[0]?.message ?? '请检查所写的内容。');
}

/** One message; its faults are shown from the first attempt to send on. */
export function MessageForm({ label, hint, verb, text, change, send, isSending, error, extra }: MessageFormProps) {
  const [isChecked, setChecked] = useState(false);
  const fault = findFault(text);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (fault === null)
          void send().then(
            () => setChecked(false),
            () => undefined,
          );
      }}
    >
      <FormField label={label} hint={hint}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={6}
            value={text}
            maxLength={max}
            aria-invalid={isChecked && fault !== null}
            onChange={({ target }) => change(target.value)}
          />
        )}
      </FormField>
      {isChecked && fault !== null && (
        <p className="bad" role="alert">
          {fault}
        </p>
      )}
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {verb}
        </Button>
        {extra}
      </div>
    </form>
  );
}
