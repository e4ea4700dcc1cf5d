import { Button } from 'antd';
import { useState } from 'react';
import { DecisionDialog } from './decision-dialog.tsx';

type DecisionButtonProps = {
  /** Names what is decided on, such as `delivery 01…`. */
  readonly thing: string;
  /** Verb and object. */
  readonly label: string;
  readonly verb: string;
  readonly consequence: string;
  readonly kind?: 'primary' | 'dangerous';
  readonly isReasonOptional?: boolean;
  readonly takesNoReason?: boolean;
  readonly decide: (reason: string) => Promise<unknown>;
};

/** A decision with its dialog. */
export function DecisionButton({
  thing,
  label,
  verb,
  consequence,
  kind,
  isReasonOptional,
  takesNoReason,
  decide,
}: DecisionButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        type={kind === 'primary' ? 'primary' : 'default'}
        danger={kind === 'dangerous'}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <DecisionDialog
        isOpen={isOpen}
        close={() => setOpen(false)}
        thing={thing}
        title={label}
        verb={verb}
        consequence={consequence}
        isDangerous={kind === 'dangerous'}
        isReasonOptional={isReasonOptional === true}
        takesNoReason={takesNoReason === true}
        decide={decide}
      />
    </>
  );
}
