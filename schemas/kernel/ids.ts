declare const idOf: unique symbol;

/** Any string fits, but the id of one kind never fits another. Its schema parses it at the edge. */
export type Id<Kind extends string> = string & { readonly [idOf]?: Kind };
