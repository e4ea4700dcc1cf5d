/** What a code says, and what an operator does. */
export type FailureDescription = { readonly happened: string; readonly action: string };
