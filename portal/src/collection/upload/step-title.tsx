import { type ReactNode, useEffect, useRef } from 'react';

type StepTitleProps = { readonly id: string; readonly children: ReactNode };

/** Takes the focus when its step begins: the button that was pressed is gone, and a screen reader reads on here. */
export function StepTitle({ id, children }: StepTitleProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <h2 id={id} className="step-title" tabIndex={-1} ref={title}>
      {children}
    </h2>
  );
}
