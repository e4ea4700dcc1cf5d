import type { GrantStatus } from '../../../../schemas/sharing/grant-use.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const grantStatusNames = {
  'not-begun': '尚未开始',
  'in-force': '有效',
  expired: '已到期',
  revoked: '已终止',
} as const satisfies Record<GrantStatus, string>;

export const grantTones = {
  'not-begun': 'waiting',
  'in-force': 'good',
  expired: 'idle',
  revoked: 'bad',
} as const satisfies Record<GrantStatus, Tone>;

/** From so many days before its end, a grant says when that is. */
export const soonDays = 30;

/** `0` on the last day. */
export function daysLeftWords(days: number): string {
  return days === 0 ? '今天到期' : `${days} 天后到期`;
}
