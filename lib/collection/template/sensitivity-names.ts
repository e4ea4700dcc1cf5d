/** What an officer calls the four grades of sensitivity. */
export const sensitivityNames = { 1: '1 公开', 2: '2 内部', 3: '3 敏感', 4: '4 高度敏感' } as const;
