/** Makes the thing at the first call and gives the same one ever after: ports are built when a warm function first needs them. */
export function memoize<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
