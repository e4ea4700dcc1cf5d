import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import type { PublishingPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** A module of its own because it bundles the pinyin dictionary. */
export function cataloguePublishingPorts(): PublishingPorts {
  return { ...cataloguePorts(), toPinyin };
}
