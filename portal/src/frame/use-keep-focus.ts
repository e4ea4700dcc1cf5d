import { useEffect } from 'react';

/** What stands around a control, from the nearest: the focus goes there once the control is gone. */
const surroundings = 'dialog, [role=dialog], fieldset, form, section, main';

function listSurroundings(element: Element): readonly HTMLElement[] {
  const around = element.parentElement?.closest<HTMLElement>(surroundings) ?? null;
  return around === null ? [] : [around, ...listSurroundings(around)];
}

/** A part that no key reaches takes the focus only until it is left. */
function focusPart(part: HTMLElement): void {
  if (part.tabIndex < 0 && !part.hasAttribute('tabindex')) {
    part.tabIndex = -1;
    part.addEventListener('blur', () => part.removeAttribute('tabindex'), { once: true });
  }
  part.focus({ preventScroll: true });
}

/**
 * Keeps the focus on the page. A button that is gone after its action would leave it nowhere: keys would do nothing,
 * and a screen reader would begin anew at the address bar.
 */
export function useKeepFocus(): void {
  useEffect(() => {
    let last: { readonly element: Element; readonly around: readonly HTMLElement[] } | null = null;
    const note = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? { element: target, around: listSurroundings(target) } : null;
    };
    const restore = (): void => {
      if (last === null || last.element.isConnected || document.activeElement !== document.body) return;
      // Of a dialog nothing is left.
      const part = last.around.find(({ isConnected }) => isConnected) ?? document.querySelector('main');
      last = null;
      if (part !== null) focusPart(part);
    };
    const observer = new MutationObserver(restore);
    document.addEventListener('focusin', note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', note);
      observer.disconnect();
    };
  }, []);
}
