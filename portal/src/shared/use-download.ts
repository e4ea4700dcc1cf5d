import { useMutation } from '@tanstack/react-query';

/** Runs a download for a button: says whether it runs, and the error of the last one that failed; else `null`. */
export function useDownload(download: () => Promise<void>) {
  // The download fails at once when offline: otherwise the button would show that it loads until there is a network.
  const { mutate, isPending, error } = useMutation({ mutationFn: download, networkMode: 'always' });
  return { start: () => mutate(), isPending, error };
}
