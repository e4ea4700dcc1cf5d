declare const idOf: unique symbol;

/**
 * The branded type of an id: any plain string fits it, but the id of one kind never fits another. Each id's schema
 * (`DatasetId`, `DeliveryId`, `CertificateId`) parses it at the edge.
 */
export type Id<Kind extends string> = string & { readonly [idOf]?: Kind };
