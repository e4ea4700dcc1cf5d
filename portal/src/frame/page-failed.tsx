import { Alert, Button } from 'antd';

/** Stands in for a page that broke, or whose part of the bundle an update has removed; the menu stays. */
export function PageFailed() {
  return (
    <main className="page">
      <Alert
        type="error"
        showIcon
        role="alert"
        title="这个页面没有打开"
        description="网络可能已断开，或平台刚刚更新。已保存的内容没有丢失，请刷新本页；如仍不行，请联系市政府信息中心。"
        action={<Button onClick={() => location.reload()}>刷新本页</Button>}
      />
    </main>
  );
}
