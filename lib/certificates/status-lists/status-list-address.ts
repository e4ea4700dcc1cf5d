/** Builds the permanent URI of a list, outside the API version; signed documents hold it. */
export function statusListAddress(publicAddress: string, type: string, year: number): string {
  return `${publicAddress}/status-lists/${type}/${year}`;
}
