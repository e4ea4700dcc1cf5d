/** One list of events: those from a moment, and before a moment or an event's order. */
export type EventQuery = (
  | { readonly by: 'day'; readonly day: string }
  | { readonly by: 'department'; readonly department: string }
  | { readonly by: 'dataset'; readonly dataset: string }
  | { readonly by: 'entities'; readonly entities: readonly string[] }
) & { readonly from?: string | undefined; readonly before?: string | undefined };
