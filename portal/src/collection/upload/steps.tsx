const names = ['选择文件', '在本机检查', '报送', '回执'] as const;

/** Where one is; the steps before are done. */
export function Steps({ at }: { readonly at: 0 | 1 | 2 | 3 }) {
  return (
    <ol className="upload-steps" aria-label="报送的步骤">
      {names.map((name, i) => (
        <li key={name} className={i < at ? 'done' : ''} {...(i === at ? { 'aria-current': 'step' as const } : {})}>
          <span aria-hidden="true">{i < at ? '✓' : i + 1}</span>
          {name}
          {i < at && <span className="unseen">（已完成）</span>}
        </li>
      ))}
    </ol>
  );
}
