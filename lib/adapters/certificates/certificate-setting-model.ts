import { defineModel } from '../dynamodb/entity-model.ts';

/** What changes rarely about certificates, `kind` + `id`: types (`type`), grants (`grant`), public keys (`key`). */
export const certificateSettingModel = defineModel({
  kind: { type: String, hashKey: true },
  id: { type: String, rangeKey: true },
});
