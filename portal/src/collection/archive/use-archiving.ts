import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  archivePaperRoute,
  beginPaperUploadRoute,
  listPapersRoute,
} from '../../../../schemas/collection/archive-routes.ts';
import type { PaperKind, PaperVersion } from '../../../../schemas/collection/archive.ts';
import { listEventsRoute } from '../../../../schemas/departments/event-routes.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { routeKey, useApi } from '../../shared/api/use-api.ts';
import { sendWhole } from '../../shared/send-to-store.ts';

export type NewPaper = { readonly file: File; readonly kind: PaperKind; readonly title: string };

const refreshes = [listPapersRoute, listEventsRoute, listTasksRoute];

/** Sends a file straight to the object store, then has the platform judge and archive it. */
export function useArchiving(dataset: string) {
  const api = useApi();
  const queries = useQueryClient();
  const [sent, setSent] = useState(0);
  const mutation = useMutation<PaperVersion, Error, NewPaper>({
    retry: false,
    mutationFn: async ({ file, kind, title }) => {
      setSent(0);
      const params = { dataset };
      const { paper, upload } = await api.call(beginPaperUploadRoute, { params, body: { size: file.size } });
      await sendWhole(file, upload, {
        signal: new AbortController().signal,
        onProgress: (bytes) => setSent(Math.min(bytes, file.size)),
      });
      return await api.call(archivePaperRoute, { params, body: { paper, kind, title, fileName: file.name } });
    },
    onSettled: async () => {
      await Promise.all(refreshes.map((read) => queries.invalidateQueries({ queryKey: routeKey(read) })));
    },
  });
  return { ...mutation, sent };
}
