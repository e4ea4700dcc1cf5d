import { onlineManager } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => onlineManager.subscribe(listener);
const isOnline = () => onlineManager.isOnline();

/** Stays until the browser is online again; what waits then goes on by itself. */
export function OfflineNotice() {
  if (useSyncExternalStore(subscribe, isOnline)) return null;
  return <Alert banner type="warning" title="网络已断开。您填写的内容还在；网络恢复后，本页会自动继续。" />;
}
