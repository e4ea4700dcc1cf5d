import type { QuestionState } from '../../../../schemas/departments/question.ts';
import type { Tone } from '../../shared/state-tag.tsx';

export const questionStateNames = {
  open: '等待答复',
  answered: '已答复',
  closed: '已结束',
} as const satisfies Record<QuestionState, string>;

export const questionTones = {
  open: 'waiting',
  answered: 'good',
  closed: 'idle',
} as const satisfies Record<QuestionState, Tone>;

export const askingHint = '请写报送批次编号、工作表、行号和列名；不要写身份证号、手机号、银行卡号和其他个人信息。';
