import { useCallback, useRef, useState } from 'react';
import type { z } from 'zod';

const prefix = 'guiji-draft:';

/** Removes every draft from this machine, which others may use after a sign-out. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}

/**
 * Keeps what a person types on this machine until it is sent: over a reload, an ended session and a second try.
 * `key` names person and thing; a draft that no longer fits the schema is dropped.
 */
export function useDraft<Draft>(key: string, schema: z.ZodType<Draft>, initial: Draft) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(key, schema) ?? initial);
  const newest = useRef(draft);
  const change = useCallback((next: Draft) => {
    newest.current = next;
    setDraft(next);
  }, []);
  const keep = useCallback(
    (next: Draft) => {
      change(next);
      localStorage.setItem(`${prefix}${key}`, JSON.stringify(next));
    },
    [change, key],
  );
  const forget = useCallback(
    (next: Draft = initial) => {
      change(next);
      localStorage.removeItem(`${prefix}${key}`);
    },
    [change, key, initial],
  );
  /** What is typed by now, for who has waited for an answer. */
  const readNewest = useCallback(() => newest.current, []);
  return { draft, keep, forget, readNewest };
}

function readDraft<Draft>(key: string, schema: z.ZodType<Draft>): Draft | undefined {
  const text = localStorage.getItem(`${prefix}${key}`);
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
