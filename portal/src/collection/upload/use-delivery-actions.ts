import { useMutation } from '@tanstack/react-query';
import {
  downloadAnnotatedRoute,
  readDeliveryRoute,
  retryDeliveryRoute,
} from '../../../../schemas/collection/routes.ts';
import { useAction, useApi } from '../../shared/api/use-api.ts';

/** Fetches an address that is valid for minutes, and lets the browser save what it leads to. */
export function useDownload(delivery: string) {
  const api = useApi();
  const mutation = useMutation({
    mutationFn: async (rows: 'all' | 'failed') => {
      const { url } = await api.call(downloadAnnotatedRoute, { params: { delivery }, query: { rows } });
      // The store answers with an attachment: the page stays.
      window.location.assign(url);
    },
  });
  return {
    isPending: mutation.isPending,
    error: mutation.error,
    save: (rows: 'all' | 'failed') => mutation.mutate(rows),
  };
}

/** Orders a failed delivery to be processed again. */
export function useRetry(delivery: string) {
  const { act, error } = useAction(retryDeliveryRoute, { refreshes: [readDeliveryRoute] });
  return { error, again: () => void act({ params: { delivery } }).catch(() => undefined) };
}
