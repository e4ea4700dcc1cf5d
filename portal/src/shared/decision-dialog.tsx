import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { z } from 'zod';
import { useCaller } from './caller.ts';
import { PageDialog } from './page-dialog.tsx';
import { ProblemNotice } from './states/problem-notice.tsx';
import { useDraft } from './use-draft.ts';

type DecisionDialogProps = {
  readonly isOpen: boolean;
  readonly close: () => void;
  /** Names what is decided on, such as `delivery 01…`: a reason that was typed for one thing is kept for it alone. */
  readonly thing: string;
  readonly title: string;
  /** The button repeats it. */
  readonly verb: string;
  /** One sentence: what will happen to whom, with numbers. */
  readonly consequence: string;
  readonly isDangerous?: boolean;
  /** The API takes the decision without a reason, too. */
  readonly isReasonOptional?: boolean;
  /** The API takes no reason: the thing has its own. */
  readonly takesNoReason?: boolean;
  /** Sends the decision with its reason; what it throws is shown in the dialog. */
  readonly decide: (reason: string) => Promise<unknown>;
};

const minReason = 2;
const maxReason = 500;
const Reason = z.string().max(maxReason);

/** Says what a decision does, asks for the reason that will be on record, and stays open when it is refused. */
export function DecisionDialog(props: DecisionDialogProps) {
  return <Dialog key={`${props.thing} ${props.title}`} {...props} />;
}

function Dialog({
  isOpen,
  close,
  thing,
  title,
  verb,
  consequence,
  isDangerous,
  isReasonOptional,
  takesNoReason,
  decide,
}: DecisionDialogProps) {
  const id = useId();
  const { subject } = useCaller();
  const { draft: reason, keep, forget } = useDraft(`decision:${subject}:${thing}:${title}`, Reason, '');
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isMissing = isReasonOptional !== true && takesNoReason !== true && reason.trim().length < minReason;
  const leave = (): void => {
    setError(null);
    close();
  };
  const send = async (): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      await decide(reason.trim());
      forget();
      close();
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  return (
    <PageDialog open={isOpen} title={title} onCancel={leave} destroyOnHidden>
      <p>{consequence}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {takesNoReason !== true && (
          <>
            <label htmlFor={id}>理由（会记入办理经过{isReasonOptional === true && '，选填'}）</label>
            <Input.TextArea
              id={id}
              value={reason}
              onChange={({ target }) => keep(target.value)}
              maxLength={maxReason}
              required={isReasonOptional !== true}
              rows={3}
            />
          </>
        )}
        {error !== null && <ProblemNotice error={error} />}
        <div className="actions dialog-actions">
          <Button
            type="primary"
            htmlType="submit"
            danger={isDangerous === true}
            loading={isSending}
            disabled={isMissing}
          >
            {verb}
          </Button>
          <Button onClick={leave}>先不{verb}</Button>
        </div>
      </form>
    </PageDialog>
  );
}
