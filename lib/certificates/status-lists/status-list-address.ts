/** Where the status list of a type and year is: what stands in a certificate's `status.status_list.uri`, and what the list's token names itself (`sub`). */
export function statusListAddress(publicAddress: string, type: string, year: number): string {
  return `${publicAddress}/status-lists/${type}/${year}`;
}
