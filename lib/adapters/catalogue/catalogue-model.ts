import { defineModel, globalIndex } from '../dynamodb/entity-model.ts';

/**
 * Bodies are JSON text, read and written whole.
 *
 *     dataset        item                        | attributes
 *     resident-ids   entry                       | lockVersion 7, body, listing, listed `entry`, provider
 *                                                  while published: searchDocument, searchable `published`
 *     resident-ids   version#000001#f3a…         | body
 *     #code-lists    gender                      | body
 *     #codes         30700141110105              | serial 12
 *     #changes       changes                     | changeCount 66
 */
export const catalogueModel = defineModel({
  dataset: { type: String, hashKey: true },
  item: { type: String, rangeKey: true },
  listed: { type: String, index: globalIndex('byListing', 'dataset') },
  provider: { type: String, index: globalIndex('byProvider', 'dataset') },
  searchable: { type: String, index: globalIndex('bySearch', 'dataset') },
});
