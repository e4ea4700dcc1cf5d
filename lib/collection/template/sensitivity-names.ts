/** The four grades of sensitivity, as officers read them. */
export const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高度敏感' } as const;
