import { type ReactNode, useId } from 'react';

type FormFieldProps = {
  readonly label: string;
  /** Below the label: what to write, and why. */
  readonly hint?: string;
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode;
};

/** A label above its control, with the hint between them. */
export function FormField({ label, hint, children }: FormFieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={hintId} className="soft">
          {hint}
        </p>
      )}
      {children(hint === undefined ? { id } : { id, 'aria-describedby': hintId })}
    </div>
  );
}
