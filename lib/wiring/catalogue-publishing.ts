import { toPinyin } from '../adapters/catalogue/to-pinyin.ts';
import type { PublishingPorts } from '../catalogue/ports.ts';
import { cataloguePorts } from './catalogue.ts';
import { secondPersonPorts } from './person-behind.ts';

/** This module is separate because it bundles the pinyin dictionary. */
export function cataloguePublishingPorts(): PublishingPorts {
  return { ...cataloguePorts(), ...secondPersonPorts(), toPinyin };
}
