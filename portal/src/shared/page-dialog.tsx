import { Modal, type ModalProps } from 'antd';
import { useEffect } from 'react';

function setPageInert(isInert: boolean): void {
  document.querySelector('#root')?.toggleAttribute('inert', isInert);
}

/**
 * A dialog without a footer over the page. Nothing of the page takes the focus meanwhile: the viewer of a PDF would
 * carry it out of the dialog, past Ant Design's own guard.
 */
export function PageDialog(props: Omit<ModalProps, 'footer' | 'afterOpenChange'>) {
  const { open = false } = props;
  // At once, and not when the dialog has faded: the focus goes back to the button that opened it.
  useEffect(() => (open ? () => setPageInert(false) : undefined), [open]);
  return <Modal {...props} footer={null} afterOpenChange={setPageInert} />;
}
