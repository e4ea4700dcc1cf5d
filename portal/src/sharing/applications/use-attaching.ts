import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApplicationView, readApplicationRoute } from '../../../../schemas/sharing/application-routes.ts';
import { attachFileRoute, beginAttachmentUploadRoute } from '../../../../schemas/sharing/attachment-routes.ts';
import { routeKey, useApi } from '../../shared/api/use-api.ts';
import { sendWhole } from '../../shared/send-to-store.ts';

/** Sends a file straight to the object store, then has the platform judge and attach it. */
export function useAttaching(application: string) {
  const api = useApi();
  const queries = useQueryClient();
  const [sent, setSent] = useState(0);
  const mutation = useMutation<ApplicationView, Error, File>({
    retry: false,
    mutationFn: async (file) => {
      setSent(0);
      const params = { application };
      const { attachment, upload } = await api.call(beginAttachmentUploadRoute, { params, body: { size: file.size } });
      await sendWhole(file, upload, {
        signal: new AbortController().signal,
        onProgress: (bytes) => setSent(Math.min(bytes, file.size)),
      });
      return await api.call(attachFileRoute, { params, body: { attachment, fileName: file.name } });
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: routeKey(readApplicationRoute) });
    },
  });
  return { ...mutation, sent };
}
