import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import type { PublishingPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';

/** Apart from the other ports, for it carries the pinyin dictionary. */
export function cataloguePublishingPorts(): PublishingPorts {
  return { ...cataloguePorts(), toPinyin };
}
