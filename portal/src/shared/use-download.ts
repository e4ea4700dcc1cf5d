import { useMutation } from '@tanstack/react-query';

/** Runs a download for a button: says whether it runs, and the error of the last one that failed; else `null`. */
export function useDownload(download: () => Promise<void>) {
  // Without a line it fails at once, and says so: the button would else wait for the line without a word.
  const { mutate, isPending, error } = useMutation({ mutationFn: download, networkMode: 'always' });
  return { start: () => mutate(), isPending, error };
}
