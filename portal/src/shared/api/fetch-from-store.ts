import { NotReachable } from './api-errors.ts';

/** Reads a file by the address that the API gave. Throws NotReachable. */
export async function fetchFromStore(url: string): Promise<Blob> {
  const answer = await fetch(url).catch((cause: unknown) => {
    throw new NotReachable({ cause });
  });
  if (!answer.ok) throw new NotReachable();
  return await answer.blob();
}
