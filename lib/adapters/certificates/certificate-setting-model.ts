import { defineModel } from '../dynamodb/entity-model.ts';

/** `kind`: `type`, `grant`, or `key` (public keys). */
export const certificateSettingModel = defineModel({
  kind: { type: String, hashKey: true },
  id: { type: String, rangeKey: true },
});
