/**
 * The URI of a status list, as in `status.status_list.uri` and the token's `sub`. Permanent: outside the API version.
 */
export function statusListAddress(publicAddress: string, type: string, year: number): string {
  return `${publicAddress}/status-lists/${type}/${year}`;
}
