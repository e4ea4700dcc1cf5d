declare const idOf: unique symbol;

/**
 * The type of an id: a literal or any plain string fits it, but the id of one kind never fits another's place.
 * Each id's schema (`DatasetId`, `DeliveryId`, `CertificateId`) parses it at the edge and gives it this type.
 */
export type Id<Kind extends string> = string & { readonly [idOf]?: Kind };
