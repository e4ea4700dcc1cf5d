import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { type DeliveryMode, minMultipartBytes } from '../../../../schemas/collection/delivery.ts';
import { createDeliveryRoute, readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { routeKey, useApi } from '../../shared/api/use-api.ts';
import { sendWhole, StoreRefused } from '../../shared/send-to-store.ts';
import { useDraft } from '../../shared/use-draft.ts';
import { sendInParts } from './send-file.ts';

const Unfinished = z.object({ delivery: z.string(), size: z.int(), lastModified: z.number() }).nullable();
export type Unfinished = z.infer<typeof Unfinished>;

export type Order = {
  readonly file: File;
  readonly mode: DeliveryMode;
  /** Made once for what the person wants: a second send registers nothing new. */
  readonly idempotencyKey: string;
  /** Continues an upload in parts instead of a new delivery. */
  readonly delivery?: string;
};

type SendingOptions = {
  readonly dataset: string;
  readonly person: string;
  /** The delivery has a number: the address names it from now on. */
  readonly registered: (delivery: string) => void;
};

/** Registers a delivery and sends its file straight to the object store. */
export function useSending({ dataset, person, registered }: SendingOptions) {
  const api = useApi();
  const queries = useQueryClient();
  const [sent, setSent] = useState(0);
  const stopping = useRef<AbortController | null>(null);
  /** What an upload in parts is of: after a reload the person chooses the file again. */
  const { draft: unfinished, keep, forget } = useDraft(`upload:${person}:${dataset}`, Unfinished, null);
  const mutation = useMutation({
    retry: false,
    mutationFn: async ({ file, mode, idempotencyKey, delivery }: Order) => {
      const { signal } = (stopping.current = new AbortController());
      const sending = { api, signal, onProgress: (bytes: number) => setSent(Math.min(bytes, file.size)) };
      setSent(0);
      if (delivery !== undefined) await sendInParts(delivery, file, sending);
      else {
        const body = { mode, fileName: file.name, size: file.size };
        const created = await api.call(createDeliveryRoute, { params: { dataset }, body }, { signal, idempotencyKey });
        const { id } = created.delivery;
        const isLarge = file.size >= minMultipartBytes;
        if (isLarge) keep({ delivery: id, size: file.size, lastModified: file.lastModified });
        registered(id);
        await (isLarge ? sendInParts(id, file, sending) : sendWhole(file, created.upload, sending));
      }
      forget();
      await queries.invalidateQueries({ queryKey: routeKey(readDeliveryRoute) });
    },
  });
  useWarning(mutation.isPending);
  return {
    sent,
    unfinished,
    send: mutation.mutate,
    stop: () => stopping.current?.abort(),
    clear: mutation.reset,
    isSending: mutation.isPending,
    isSent: mutation.isSuccess,
    error: mutation.error,
    /** The same order again: what the store has of an upload in parts is not sent twice. */
    continued: (order: Order): Order => {
      const { file, mode } = order;
      // The form that the store refused would be given again for the same key.
      const idempotencyKey = mutation.error instanceof StoreRefused ? crypto.randomUUID() : order.idempotencyKey;
      const isBegun = unfinished?.size === file.size && unfinished.lastModified === file.lastModified;
      return { file, mode, idempotencyKey, ...(isBegun ? { delivery: unfinished.delivery } : {}) };
    },
  };
}

/** The browser asks before it closes a page that is sending. */
function useWarning(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isSending]);
}
